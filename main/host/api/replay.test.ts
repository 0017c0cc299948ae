import { expect, test } from 'vitest';
import { Cluster } from '../../engine/cluster.ts';
import { SECOND } from '../../engine/kernel/time.ts';
import { parseCatalogue, parsePreset } from '../../engine/preset.ts';
import { SessionFile } from '../../store/session-file.ts';
import { catchUp } from '../replay.ts';
import { ServedSession } from './testing/served-session.ts';

test('a session that was driven from outside goes the same way again, from its seed and its inputs', async () => {
  const served = await ServedSession.start();
  const labels = { app: 'web' };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'nginx:1.25.1-alpine' }] } };
  const spec = { replicas: 2, selector: { matchLabels: labels }, template };
  const deployments = '/apis/apps/v1/namespaces/default/deployments';
  await served.ask(deployments, { method: 'POST', body: { metadata: { name: 'web' }, spec } });
  await served.pass(10 * SECOND);
  const headers = { 'Content-Type': 'application/merge-patch+json', 'Impersonate-User': 'jane' };
  const denied = await served.ask(`${deployments}/web`, { method: 'PATCH', headers, body: { spec: { replicas: 3 } } });
  expect(denied.code).toBe(403);
  await served.ask(`${deployments}/web`, { method: 'DELETE' });
  await served.pass(5 * SECOND);
  await served.close();

  const opened = SessionFile.open(served.path, { mode: 'read' });
  if (!opened.ok) throw new Error(opened.problem.message);
  const { session } = opened.value;
  const [preset, catalogue] = [parsePreset(session.meta.preset), parseCatalogue(session.meta.catalogue)];
  if (!preset.ok || !catalogue.ok) throw new Error('the settings of the session are not whole');
  const cluster = Cluster.create({ seed: session.meta.seed, preset: preset.value, catalogue: catalogue.value });
  expect(catchUp(cluster, session)).toEqual({ ok: true, value: undefined });
  session.close();
});
