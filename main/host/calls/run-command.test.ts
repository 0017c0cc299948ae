// Commands that are run from the window: they are inputs, and what comes of them is shown, also of the past.
import { beforeAll, describe, expect, it } from 'vitest';
import type { LifeMoment } from '../../../preload/contract/calls.ts';
import type { Outcome } from '../../../preload/contract/problems.ts';
import { SECOND } from '../../engine/kernel/time.ts';
import { restoreLive } from '../opening.ts';
import { PastView } from '../past-view.ts';
import { type TestHost, TestWindow, openHost } from '../testing/open-host.ts';

const place = { namespace: 'default', pod: 'web', container: 'nginx' };
let test: TestHost;
let window: TestWindow;
const ask = (call: string, payload: unknown) => window.call(test.clock, call, payload);
const commands = () => test.host.shown.view().entities.commands;

function passSeconds(seconds: number): void {
  test.host.setSpeed(10);
  test.host.play();
  for (let turn = 0; turn < seconds; turn++) test.clock.pass(100);
  test.host.pause();
  test.clock.pass(20);
}

beforeAll(() => {
  test = openHost();
  window = new TestWindow();
  test.host.connect(window);
  passSeconds(40);
  const containers = [
    { name: 'nginx', image: 'nginx:1.25.1-alpine' },
    { name: 'dns', image: 'registry.k8s.io/coredns/coredns:v1.11.1' },
  ];
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers } };
  void test.host.submit({ type: 'apply', namespace: 'default', documents: [pod] });
  passSeconds(20);
});

describe('a command from the window', () => {
  it('is run as kubectl exec does, and shown with all that it writes', async () => {
    const line = 'echo hello > /tmp/a; cat /tmp/a /tmp/b';
    const answer = await ask('cluster:exec', { ...place, line });
    expect(answer).toMatchObject({ ok: true });
    expect(commands()).toMatchObject([
      {
        uid: (answer as { value: { command: string } }).value.command,
        pod: 'web',
        argv: ['sh', '-c', line],
        ended: { exitCode: 1 },
        output: [
          { stream: 'stdout', text: 'hello\n' },
          { stream: 'stderr', text: expect.stringContaining('/tmp/b') },
        ],
      },
    ]);
  });

  it('that takes its time is shown while it runs, also when the past is looked at', async () => {
    await ask('cluster:exec', { ...place, line: 'echo begun; sleep 4; exit 7' });
    passSeconds(2);
    const running = commands().find(({ argv }) => argv[2]?.startsWith('echo begun'));
    expect(running).toMatchObject({ ended: undefined, output: [{ stream: 'stdout', text: 'begun\n' }] });
    passSeconds(4);
    const { uid = '', startedUs = 0 } = running ?? {};
    expect(test.host.shown.view().entities.commands.find((each) => each.uid === uid)?.ended).toEqual({
      timeUs: startedUs + 4 * SECOND,
      exitCode: 7,
    });
    const past = PastView.atTime(test.host.live.file, startedUs + SECOND).projection.view();
    expect(past.entities.commands.find((each) => each.uid === uid)).toEqual(running);
  });

  it('is run again, with the same outcome, by whoever opens the session', () => {
    const { file } = test.host.live;
    const typed = file.inputsAfter(file.newestEngineKeyframe()?.seq ?? 0).filter(({ input }) => input.type === 'exec');
    expect(typed).toHaveLength(2);
    const again = restoreLive(file);
    expect(again).toMatchObject({ ok: true });
    expect(again.ok && again.value.projection.view().entities.commands).toEqual(commands());
  });

  it('is refused in few words where there is no shell', async () => {
    expect(await ask('cluster:exec', { ...place, container: 'dns', line: 'ls' })).toMatchObject({
      problem: { code: 'command-not-started', message: 'exec: "sh": executable file not found in $PATH' },
    });
    expect(await ask('cluster:exec', { ...place, pod: 'nobody', line: 'ls' })).toMatchObject({
      problem: { code: 'command-not-started', message: 'pods "nobody" not found' },
    });
  });

  it('stands in the life of its Pod, between what else happened there', async () => {
    const [pod] = test.host.shown.view().entities.pods.filter(({ name }) => name === 'web');
    const payload = { namespace: 'default', name: 'web', uid: pod?.uid ?? '' };
    const answer = (await ask('pod:life', payload)) as Outcome<readonly LifeMoment[]>;
    const told = answer.ok ? answer.value.map(({ params }) => params['sentence']) : [];
    expect(told.slice(0, 3)).toEqual(['created', 'scheduled', 'sandbox-created']);
    expect(told.filter((sentence) => sentence === 'container-started')).toHaveLength(2);
    expect(told.slice(-2)).toEqual(['exec-started', 'exec-started']);
    expect(await ask('pod:life', { ...payload, uid: 'another' })).toEqual({ ok: true, value: [] });
  });
});
