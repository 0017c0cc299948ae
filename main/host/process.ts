// The engine host as a process of its own: opens one session, serves windows, and leaves the file whole.
import * as v from 'valibot';
import { type Problem, fail } from '../../preload/contract/problems.ts';
import { callAnswerer } from './calls.ts';
import { type HostArguments, HOST_EXIT } from './control.ts';
import { openSession, restoreLive } from './opening.ts';
import { SessionHost } from './session-host.ts';
import { exportShown } from './transfer/export-shown.ts';
import { type ParentLine, type WindowPort, parentLine } from './transport.ts';
import { systemClock } from './wall-clock.ts';

const hostArguments: v.GenericSchema<unknown, HostArguments> = v.object({
  path: v.pipe(v.string(), v.minLength(1)),
  create: v.optional(
    v.object({ name: v.string(), preset: v.string(), seed: v.optional(v.pipe(v.number(), v.integer())) }),
  ),
  paused: v.boolean(),
});

const parent = parentLine();
if (parent) run(parent);
else {
  console.error('The engine host is started by the app. On the command line use: kubarium run --help');
  process.exitCode = HOST_EXIT.refused;
}

function run(line: ParentLine): void {
  const given = v.safeParse(hostArguments, argumentOf(process.argv));
  if (!given.success) {
    end(line, fail('internal', 'the engine host was started with wrong arguments.').problem, HOST_EXIT.refused);
    return;
  }
  // Windows may come before the session is open.
  let host: SessionHost | undefined;
  const early: WindowPort[] = [];
  line.listen({
    onConnect: (port) => {
      if (host) host.connect(port);
      else early.push(port);
    },
    onExport: ({ id, path, choices }) => {
      const outcome = host ? exportShown(host, path, choices) : fail('host-gone', 'the session is not open yet.');
      line.report({ type: 'exported', id, outcome });
    },
    onClose: () => {
      close(line, host);
    },
    onGone: () => {
      close(line, host);
    },
  });
  // In a turn of its own: whoever waits for a port is served first.
  setImmediate(() => {
    host = open(line, given.output);
    for (const port of early.splice(0)) host?.connect(port);
  });
}

function open(line: ParentLine, given: HostArguments): SessionHost | undefined {
  try {
    const opened = openSession(given);
    if (!opened.ok) {
      end(line, opened.problem, HOST_EXIT.refused);
      return undefined;
    }
    const host = new SessionHost({
      live: opened.value.live,
      wallClock: systemClock,
      answer: callAnswerer(),
      restore: restoreLive,
      onProblem: (problem) => {
        line.report({ type: 'problem', problem });
      },
      onStopped: (error) => {
        stopped(line, error);
      },
    });
    line.report({ type: 'ready' });
    if (opened.value.damage) line.report({ type: 'problem', problem: opened.value.damage });
    if (!given.paused) host.play();
    return host;
  } catch (error) {
    stopped(line, error);
    return undefined;
  }
}

function close(line: ParentLine, host: SessionHost | undefined): void {
  const closed = host?.close();
  if (closed && !closed.ok) end(line, closed.problem, HOST_EXIT.engineStopped);
  else process.exit(HOST_EXIT.closed);
}

/** A broken invariant: said loudly, with the seed and the place in history that the message brings. */
function stopped(line: ParentLine, error: unknown): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(`The engine stopped. ${detail}`);
  const message = error instanceof Error ? error.message : String(error);
  const hint = 'What happened up to here is saved. Please report this line.';
  end(line, fail('internal', message, { hint }).problem, HOST_EXIT.engineStopped);
}

function end(line: ParentLine, problem: Problem, code: number): void {
  line.report({ type: 'failed', problem });
  process.exitCode = code;
  // The report needs a moment to leave this process.
  setTimeout(() => process.exit(code), 50);
}

function argumentOf(argv: readonly string[]): unknown {
  try {
    return JSON.parse(argv[2] ?? '');
  } catch {
    return undefined; // not JSON: the schema refuses it
  }
}
