// Terminals over a window's line, at a real cluster.
import { beforeEach, describe, expect, it } from 'vitest';
import { OUTPUT_AHEAD_MAX } from '../../../preload/contract/terminals.ts';
import { type TestHost, TestWindow, openHost } from '../testing/open-host.ts';

const TURNS_MAX = 4_000;
const STEP_MS = 40;

let test: TestHost;
let window: TestWindow;
beforeEach(() => {
  test = openHost();
  window = new TestWindow();
  test.host.connect(window);
  test.host.setSpeed(10);
  test.host.play();
});

const call = async (name: string, payload: unknown) => {
  const outcome = await window.call(test.clock, name, payload);
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.value;
};

const printed = () =>
  window.messages.flatMap((message) => (message.type === 'terminal-output' ? [message.text] : [])).join('');

/** Lets time pass until `isSo`. */
async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < TURNS_MAX; turn++) {
    await new Promise(setImmediate);
    if (isSo()) return;
    test.clock.pass(STEP_MS);
  }
  throw new Error(`it did not come to that: ${printed().slice(-500)}`);
}

async function open(place: unknown): Promise<string> {
  const { terminal } = (await call('terminal:open', { place, columns: 100, rows: 20 })) as { terminal: string };
  return terminal;
}

const ESCAPE = '\x1b';
const PROMPT = new RegExp(`\\[[^\\]]+\\]${ESCAPE}\\[0m[#$] $`, 'u');

/** Types a line and waits for the next prompt; answers what was printed meanwhile, without carriage returns. */
async function run(terminal: string, line: string): Promise<string> {
  const before = printed().length;
  await call('terminal:input', { terminal, text: `${line}\r` });
  await until(() => PROMPT.test(printed().slice(before).replace(/^.*\n/, '')));
  return printed().slice(before).replaceAll('\r', '').split('\n').slice(1, -1).join('\n');
}

describe('a shell', () => {
  it('keeps its folder, variables, functions and exit code from line to line', async () => {
    const terminal = await open({ kind: 'node', node: 'worker232' });
    await until(() => PROMPT.test(printed()));
    expect(await run(terminal, 'cd /tmp && X=5')).toBe('');
    expect(await run(terminal, 'twice() { echo "$1 $1"; }; false')).toBe('');
    expect(await run(terminal, 'echo $? $X $PWD; twice $X')).toBe('1 5 /tmp\n5 5');
  });

  it('does not draw its prompt over a line that was not ended', async () => {
    const terminal = await open({ kind: 'outside' });
    await until(() => PROMPT.test(printed()));
    expect(await run(terminal, 'printf half')).toBe('half');
  });

  it('is told apart in the journal, and what it does is a node’s and the cluster’s', async () => {
    const terminal = await open({ kind: 'node', node: 'master231' });
    await until(() => PROMPT.test(printed()));
    await until(() => test.host.live.cluster.server.serving);
    expect(await run(terminal, 'kubectl create namespace typed')).toBe('namespace/typed created');
    await run(terminal, 'echo kept > /etc/kubernetes/note');
    const { disk } = test.host.live.cluster.runtime.machine('master231');
    expect(disk.read('/etc/kubernetes/note')).toBe('kept\n');
    const actors = test.host.live.file.inputsAfter(0).map(({ actor, input }) => [actor, input.type]);
    expect(actors).toContainEqual(['terminal', 'request']);
    expect(actors).toContainEqual(['terminal', 'write-file']);
  });

  it('visits another machine by ssh, and comes back', async () => {
    const terminal = await open({ kind: 'outside' });
    await until(() => PROMPT.test(printed()));
    expect(await run(terminal, 'hostname')).toBe('outside');
    await run(terminal, 'ssh root@worker233');
    expect(await run(terminal, 'hostname')).toBe('worker233');
    await run(terminal, 'exit 4');
    expect(await run(terminal, 'echo $? $(hostname)')).toBe('4 outside');
  });

  it('waits for the window that draws slowly, and still hears Ctrl-C', async () => {
    const terminal = await open({ kind: 'outside' });
    await until(() => PROMPT.test(printed()));
    await call('terminal:input', { terminal, text: 'yes\r' });
    await until(() => printed().length >= OUTPUT_AHEAD_MAX);
    const seen = printed().length;
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
    expect(printed().length).toBe(seen);
    await call('terminal:input', { terminal, text: '\x03' });
    await call('terminal:drawn', { terminal, characters: seen });
    await until(() => PROMPT.test(printed()));
    expect(printed().length).toBeLessThan(seen + 1_000);
  });

  it('ends with its window or when it is left', async () => {
    const terminal = await open({ kind: 'outside' });
    await until(() => PROMPT.test(printed()));
    await call('terminal:input', { terminal, text: 'exit\r' });
    await until(() => window.messages.some(({ type }) => type === 'terminal-closed'));
    expect(await window.call(test.clock, 'terminal:input', { terminal, text: 'x' })).toMatchObject({
      ok: false,
      problem: { code: 'nothing-there' },
    });
  });
});

it('of a Pod that is not there kubectl tells, and the terminal ends', async () => {
  await until(() => test.host.live.cluster.server.serving);
  await open({ kind: 'pod', namespace: 'default', pod: 'nobody', container: 'web' });
  await until(() => window.messages.some(({ type }) => type === 'terminal-closed'));
  expect(printed()).toContain('Error from server (NotFound): pods "nobody" not found');
});

it('nothing is typed into the past', async () => {
  const terminal = await open({ kind: 'outside' });
  test.host.step('back');
  const refused = { ok: false, problem: { code: 'not-in-the-past' } };
  expect(await window.call(test.clock, 'terminal:input', { terminal, text: 'ls\r' })).toMatchObject(refused);
  const place = { kind: 'outside' };
  expect(await window.call(test.clock, 'terminal:open', { place, columns: 80, rows: 24 })).toMatchObject(refused);
});
