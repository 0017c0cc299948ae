// "In the window: three nodes, their Pods, Services, and traffic."
import { expect, test } from '../harness/app.ts';

test('the window opens on the running tutorial cluster', async ({ ui }) => {
  await expect(ui.outline.all('node', { condition: 'ready' })).toHaveCount(3);
  const nodes = await ui.outline.things('node');
  expect(nodes.map(({ name }) => name)).toEqual(['master231', 'worker232', 'worker233']);
  expect(nodes.map(({ status }) => status)).toEqual(['Ready', 'Ready', 'Ready']);
  await expect(ui.timeline.clock).toHaveAttribute('data-mode', 'live');
  await expect(ui.timeline.clock).toHaveAttribute('data-playing', 'true');
  await ui.timeline.pass(1);
});

test('the control plane runs as static Pods, kube-proxy on every node', async ({ ui }) => {
  const system = await ui.outline.pods('kube-system');
  const onMaster = system.filter(({ node }) => node === 'master231').map(({ name }) => name);
  for (const component of ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'])
    expect(onMaster).toContain(`${component}-master231`);
  const proxies = system.filter(({ name }) => name.startsWith('kube-proxy-'));
  expect(proxies.map(({ node }) => node).sort()).toEqual(['master231', 'worker232', 'worker233']);
  expect(system.filter(({ condition }) => condition !== 'ready')).toEqual([]);
});

test('nodes, Pods and the kubernetes Service stand on the stage', async ({ ui }) => {
  const [kubernetes] = await ui.outline.things('service');
  expect(kubernetes).toMatchObject({ name: 'kubernetes', namespace: 'default' });
  for (const thing of [...(await ui.outline.things('node')), ...(await ui.outline.things('pod')), kubernetes!]) {
    expect(thing.screen, `${thing.kind} ${thing.name} on the stage`).toBeDefined();
    expect(thing.screen!.width).toBeGreaterThan(0);
  }
});

test('the first scenario plays in the window to its end', async ({ ui }) => {
  await ui.scenarios.open();
  await ui.scenarios.play('first-service');
  await ui.timeline.setSpeed(10);
  await expect(ui.outline.all('pod', { namespace: 'default', condition: 'ready' })).toHaveCount(7, { timeout: 20_000 });
  await expect(ui.outline.all('service')).toHaveCount(2);
});
