// What the demonstration found, read from its session file, judged and written down.
import type { SnapshotMessage } from '../../preload/contract/views.ts';
import { type Killed, type ScenarioFigures, ScenarioReport } from '../host/scenario/report.ts';
import { SessionFile } from '../store/session-file.ts';

const NODE_PORTS = { low: 30_000, high: 32_767 };
const PODS = 7;
const REPLACED_MAX_US = 30_000_000;

/** Folds all records of the session file at `path`. */
export function readFigures(path: string, labels: Readonly<Record<string, string>>, killed: Killed): ScenarioFigures {
  const opened = SessionFile.open(path, { mode: 'read' });
  if (!opened.ok) throw new Error(opened.problem.message);
  const { session } = opened.value;
  const report = new ScenarioReport(labels, killed);
  for (const record of session.readRecords(1, session.head.seq)) report.fold(record);
  session.close();
  return report.figures();
}

/** What is not as it should be; empty when all is well. */
export function judge(figures: ScenarioFigures): readonly string[] {
  const [port = 0] = figures.nodePorts;
  const checks: readonly (readonly [boolean, string])[] = [
    [figures.podsReady === PODS, `${String(figures.podsReady)} of ${String(PODS)} Pods are ready at the end`],
    [port >= NODE_PORTS.low && port <= NODE_PORTS.high, `the node port ${String(port)} is not in the range`],
    [figures.answered > 0, 'no request was answered'],
    [figures.byPod.size >= PODS, `only ${String(figures.byPod.size)} Pods answered requests`],
    [figures.byAddress.size === 3, `requests were answered on ${String(figures.byAddress.size)} of 3 nodes`],
    [figures.leftEndpointsUs !== undefined, 'the killed Pod did not leave the endpoints'],
    [(figures.replacedUs ?? Infinity) < REPLACED_MAX_US, 'the killed Pod was not replaced in time'],
    [figures.rulesUs.size === 3, `the rules of ${String(figures.rulesUs.size)} of 3 nodes were rewritten`],
    [figures.late === 0, `${String(figures.late)} requests went to the killed Pod after the rules were rewritten`],
  ];
  return checks.filter(([well]) => !well).map(([, fault]) => fault);
}

export function reportText(
  figures: ScenarioFigures,
  killed: Killed,
  session: SnapshotMessage['session'],
  faults: readonly string[],
): string {
  const rules = [...figures.rulesUs].map(([node, us]) => `${node} after ${seconds(us)}`).join(', ');
  return [
    '# The first scenario',
    '',
    `Session \`${session.name}\`, preset \`${session.preset}\`, seed ${String(session.seed)}.`,
    '',
    '| what | figure |',
    '| --- | --- |',
    `| Pods ready | ${String(figures.podsReady)} |`,
    `| node port | ${figures.nodePorts.join(', ')} |`,
    `| requests answered | ${String(figures.answered)} |`,
    `| requests failed | ${String(figures.failed)} |`,
    `| Pod killed | ${killed.name} at ${seconds(killed.timeUs)} |`,
    `| out of the endpoints | after ${seconds(figures.leftEndpointsUs)} |`,
    `| rules rewritten | ${rules} |`,
    `| sent to it after that | ${String(figures.late)} |`,
    `| replaced | after ${seconds(figures.replacedUs)} |`,
    '',
    '## Answered requests',
    '',
    ...[...figures.byAddress].map(([address, count]) => `- ${address}: ${String(count)}`),
    '',
    ...[...figures.byPod].map(([pod, count]) => `- ${pod}: ${String(count)}`),
    '',
    faults.length === 0 ? 'All is as it should be.' : `Not as it should be: ${faults.join('; ')}.`,
    '',
  ].join('\n');
}

const seconds = (us: number | undefined) => (us === undefined ? 'never' : `${(us / 1_000_000).toFixed(3)} s`);
