// Databases and their like, as the catalogue describes them: they prepare their files, come up, speak a protocol of
// their own, and end in good order when they are told to.
import type { Json } from '../../kernel/json.ts';
import type { DaemonSpec } from '../catalogue.ts';
import type { LogLine, Process, Program, Turn } from './program.ts';
import { tongues } from './tongues/registry.ts';
import { endsAtOnce } from './servers.ts';
import { fillIn, portOption } from './template.ts';

/** What it remembers: how far it has come, and what it was told to keep. */
interface DaemonState {
  readonly stage: 'preparing' | 'starting' | 'up';
  readonly kept?: Json;
}

export function daemon(spec: DaemonSpec, version: string): Program {
  const lines = (process: Process, texts: readonly string[] = []): readonly LogLine[] =>
    texts.map((text) => ({ stream: spec.stream ?? 'stdout', text: fillIn(text, process, version) }));
  const speak = spec.speaks === undefined ? undefined : tongues[spec.speaks];
  return {
    run: (process, state) => goOn(process, spec, stateOf(state), lines),
    signal: (process, state, signal) => {
      const ends = endsAtOnce(process, state, signal);
      if (!ends || stateOf(state)?.stage !== 'up') return ends;
      const { logs, tookUs } = spec.stop ?? {};
      const exitCode = spec.exitCode ?? 0;
      return { logs: lines(process, logs), next: { exitCode }, ...(tookUs !== undefined && { afterUs: tookUs }) };
    },
    answer: (_process, request, state) => {
      const answered = speak?.(request, stateOf(state)?.kept);
      if (!answered) return { kind: 'silent' };
      const response = { status: 200, headers: {}, body: answered.reply };
      return { kind: 'response', response, state: { stage: 'up', kept: answered.kept } };
    },
  };
}

// What a turn kept.
const stateOf = (state: Json) => state as DaemonState | undefined;

type Lines = (process: Process, texts?: readonly string[]) => readonly LogLine[];

function goOn(process: Process, spec: DaemonSpec, state: DaemonState | undefined, lines: Lines): Turn {
  switch (state?.stage) {
    case undefined:
      return begin(process, spec, lines);
    case 'preparing':
      if (spec.init) process.files.write(spec.init.marker, '');
      return startUp(process, spec, lines, spec.init?.done);
    case 'starting':
    case 'up': {
      const port = portOption(process.argv, spec.portOption);
      return {
        state: { stage: 'up', kept: state.kept ?? null },
        listens: port === undefined ? spec.ports : [port],
        logs: lines(process, spec.logs),
        next: 'stay',
      };
    }
  }
}

/** Files that are there already are left as they are. */
function begin(process: Process, spec: DaemonSpec, lines: Lines): Turn {
  const { init, first } = spec;
  const isPrepared = !init || process.files.read(init.marker) !== undefined;
  if (isPrepared) return startUp(process, spec, lines, first);
  if (!init.needs.some((name) => (process.env[name] ?? '') !== '')) {
    const refusal = lines(process, init.refusal).map(({ text }) => ({ stream: 'stderr' as const, text }));
    return { logs: [...lines(process, first), ...refusal], next: { exitCode: 1 } };
  }
  const logs = [...lines(process, first), ...lines(process, init.logs)];
  return { state: { stage: 'preparing' }, logs, next: { waitUs: init.tookUs } };
}

function startUp(process: Process, { startUs = 0 }: DaemonSpec, lines: Lines, texts: readonly string[] = []): Turn {
  return { state: { stage: 'starting' }, logs: lines(process, texts), next: { waitUs: startUs } };
}
