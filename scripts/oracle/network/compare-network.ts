// Holds a node's tables and what its clients get against what was recorded: each line, element, server and answer is a
// step, and so is each that was not recorded.
import { iptablesSave } from '../../../main/engine/network/iptables/iptables-save.ts';
import { ipsetList } from '../../../main/engine/network/ipvs/ipset-list.ts';
import { ipvsadm, kubeIpvs0 } from '../../../main/engine/network/ipvs/ipvsadm.ts';
import { nftList } from '../../../main/engine/network/nftables/nft-list.ts';
import type { NodeTable } from '../../../main/engine/network/node-table.ts';
import type { ProxyMode } from '../../../main/engine/network/services/port-context.ts';
import { START } from '../../../main/engine/kernel/time.ts';
import type { StepVerdict } from '../verdict.ts';
import { type NetworkCase, modes, readNetworkCase, recordedText, recordedTraffic } from './network-case.ts';
import { NodePlay } from './node-play.ts';
import { interfaceLines, iptablesLines, ipsetLines, ipvsLines, nftLines } from './table-lines.ts';
import { answersLike, sameNode } from './traffic.ts';

interface Line {
  /** The mode, and the folder of a later state of the objects. */
  readonly where: string;
  readonly expected: string;
  readonly actual: string;
}

/** With so many requests every answer that there is was met. */
const ENOUGH_REQUESTS = 100;

/** Plays a case in every mode that was recorded. */
export function compareNetwork(folder: string): readonly StepVerdict[] {
  const recorded = readNetworkCase(folder);
  const lines = modes.flatMap((mode) => compareMode(recorded, mode));
  return lines.map(({ where, expected, actual }, index) => ({
    number: index + 1,
    command: where,
    varies: false,
    differences: expected === actual ? [] : [{ what: 'stdout', expected, actual }],
  }));
}

function compareMode(recorded: NetworkCase, mode: ProxyMode): readonly Line[] {
  const play = new NodePlay(recorded, mode);
  return recorded.steps.flatMap((step) => {
    play.do(step);
    const dump = step.dump ?? '.';
    const where = dump === '.' ? mode : `${mode}/${dump}`;
    const lines = [
      ...compareTables(recorded, mode, dump, play.table),
      ...compareTraffic(recorded, mode, dump, play),
      ...compareHealthCheck(recorded, mode, dump, play),
    ];
    return lines.map((line) => ({ where, ...line }));
  });
}

type Texts = readonly (readonly [file: string, lines: (text: string) => readonly string[], text: string])[];

function textsOf(table: NodeTable): Texts {
  switch (table.mode) {
    case 'nftables':
      return [['nft.txt', nftLines, nftList(table)]];
    case 'iptables':
      return (['nat', 'filter'] as const).map((name) => [
        `${name}.rules`,
        iptablesLines,
        iptablesSave(table, START, name),
      ]);
    case 'ipvs':
      return [
        ...(['nat', 'filter'] as const).map(
          (name) => [`${name}.rules`, iptablesLines, iptablesSave(table.rules, START, name)] as const,
        ),
        ['ipvs.txt', ipvsLines, ipvsadm(table)],
        ['ipset.txt', ipsetLines, ipsetList(table)],
        ['kube-ipvs0.txt', interfaceLines, kubeIpvs0(table)],
      ];
  }
}

function compareTables(recorded: NetworkCase, mode: ProxyMode, dump: string, table: NodeTable) {
  return textsOf(table).flatMap(([file, lines, text]) => {
    const expected = recordedText(recorded, mode, dump, file);
    return expected === undefined ? [] : compareLines(lines(expected), lines(text));
  });
}

/** Lines that both have are alike; the others are missing or surplus, each by itself. */
export function compareLines(expected: readonly string[], actual: readonly string[]) {
  const left = new Map<string, number>();
  for (const line of actual) left.set(line, (left.get(line) ?? 0) + 1);
  const found = expected.map((line) => {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    return { expected: line, actual: count > 0 ? line : '' };
  });
  const surplus = [...left].flatMap(([line, count]) =>
    Array.from({ length: count }, () => ({ expected: '', actual: line })),
  );
  return [...found, ...surplus];
}

/** The answer on the Service's healthCheckNodePort: status and body, line by line. */
function compareHealthCheck(recorded: NetworkCase, mode: ProxyMode, dump: string, play: NodePlay) {
  const expected = recordedText(recorded, mode, dump, 'healthcheck.txt');
  const port = /^GET :(\d+)\//.exec(expected ?? '')?.[1];
  if (expected === undefined || port === undefined) return [];
  const answer = play.healthCheck(Number(port));
  const actual = answer ? `GET :${port}/ -> ${answer.status}\n${answer.body}` : '';
  return compareLines(expected.trimEnd().split('\n'), actual.split('\n'));
}

function compareTraffic(recorded: NetworkCase, mode: ProxyMode, dump: string, play: NodePlay) {
  return recordedTraffic(recorded, mode, dump).flatMap((traffic) => {
    const { all, most } = answersLike(play, traffic);
    const label = (answer: string) => `${traffic.from} to ${traffic.target}: ${answer}`;
    const answers = [...new Set(Object.keys(traffic.answers).map(sameNode))];
    const expected = answers.map((answer) => ({
      expected: label(answer),
      actual: all.has(answer) ? label(answer) : '',
    }));
    const isSpread = most > 1 && traffic.requests >= ENOUGH_REQUESTS;
    const isWhole = isSpread || answers.every((answer) => !answer.includes(' from '));
    const surplus = isWhole ? [...all].filter((answer) => !answers.includes(answer)) : [];
    // A client that always met the same endpoint was kept there.
    const strayed = answers.length === 1 && traffic.requests >= 5 && most > 1 ? ['more than one answer'] : [];
    return [...expected, ...[...surplus, ...strayed].map((answer) => ({ expected: '', actual: label(answer) }))];
  });
}
