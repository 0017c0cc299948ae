// A case of rule tables as it was recorded: which objects were there, step after step, and what kube-proxy wrote.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { ProxyMode } from '../../../main/engine/network/services/port-context.ts';

const step = v.object({
  file: v.optional(v.string()),
  delete: v.optional(v.array(v.string()), []),
  what: v.optional(v.string()),
  dump: v.optional(v.string()),
});

const caseFile = v.object({
  node: v.string(),
  masqueradeAll: v.optional(v.boolean(), false),
  steps: v.array(step),
});

const answer = v.object({
  from: v.string(),
  target: v.string(),
  requests: v.number(),
  answers: v.record(v.string(), v.number()),
});

export type NetworkStep = v.InferOutput<typeof step>;
export type RecordedTraffic = v.InferOutput<typeof answer>;

export interface NetworkCase {
  readonly folder: string;
  readonly node: string;
  readonly masqueradeAll: boolean;
  /** Those after which the tables were written down. */
  readonly steps: readonly NetworkStep[];
}

export const modes: readonly ProxyMode[] = ['iptables', 'ipvs', 'nftables'];

/** Reads the case in `folder`; cases of counts and times alone have no steps. */
export function readNetworkCase(folder: string): NetworkCase {
  const { node, masqueradeAll, steps } = v.parse(caseFile, JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')));
  return { folder, node, masqueradeAll, steps: steps.filter(({ dump }) => dump !== undefined) };
}

/** A file that was written down after a step in a mode; undefined when there is none. */
export function recordedText({ folder }: NetworkCase, mode: ProxyMode, dump: string, file: string): string | undefined {
  const path = join(folder, mode, dump, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** What clients got after a step. */
export function recordedTraffic(recorded: NetworkCase, mode: ProxyMode, dump: string): readonly RecordedTraffic[] {
  const text = recordedText(recorded, mode, dump, 'traffic.json');
  return text === undefined ? [] : v.parse(v.array(answer), JSON.parse(text));
}
