// Models staging/src/k8s.io/kubectl/pkg/cmd/taint/utils.go (v1.35).
import type { Taint } from '../../../engine/api/generated/types.ts';
import { labelValueFaults, qualifiedNameFaults } from '../../../engine/api/metadata.ts';
import { PlainError, throwAll } from '../errors/errors.ts';

export interface TaintChanges {
  readonly added: readonly Taint[];
  /** With an empty effect: all of the key. */
  readonly removed: readonly Taint[];
}

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Reads `key=value:effect`, `key:effect-`, `key-`. Throws PlainError for what is none of them. */
export function parseTaints(specs: readonly string[]): TaintChanges {
  const added: Taint[] = [];
  const removed: Taint[] = [];
  for (const spec of specs) {
    if (spec.endsWith('-')) {
      const { key, effect } = parseTaint(spec.slice(0, -1));
      removed.push({ key, effect });
      continue;
    }
    const taint = parseTaint(spec);
    if (taint.effect === '') throw invalidSpec(spec);
    if (added.some((other) => isSame(other, taint))) {
      const { key, value = '', effect } = taint;
      throw new PlainError(`duplicated taints with the same key and effect: {${key} ${value} ${effect} <nil>}`);
    }
    added.push(taint);
  }
  return { added, removed };
}

const invalidSpec = (spec: string, faults: readonly string[] = []): PlainError =>
  new PlainError(`invalid taint spec: ${spec}${faults.length > 0 ? `, ${faults.join('; ')}` : ''}`);

function parseTaint(spec: string): Taint {
  const [pair = '', effect, ...more] = spec.split(':');
  if (more.length > 0) throw invalidSpec(spec);
  const [key = '', value = '', ...rest] = effect === undefined ? [pair] : pair.split('=');
  if (effect !== undefined) {
    if (!EFFECTS.includes(effect)) throw new PlainError(`invalid taint effect: ${effect}, unsupported taint effect`);
    if (rest.length > 0) throw invalidSpec(spec);
    const faults = labelValueFaults(value);
    if (faults.length > 0) throw invalidSpec(spec, faults);
  }
  const faults = qualifiedNameFaults(key);
  if (faults.length > 0) throw invalidSpec(spec, faults);
  return { key, effect: effect ?? '', ...(value !== '' && { value }) };
}

export const isSame = (a: Taint, b: Taint): boolean => a.key === b.key && a.effect === b.effect;

export interface Retainted {
  readonly taints: readonly Taint[];
  readonly operation: 'tainted' | 'untainted' | 'modified';
}

/** The taints of a Node after the changes. Throws PlainError when one that is to go is not there. */
export function retaint(current: readonly Taint[], { added, removed }: TaintChanges, overwrite: boolean): Retainted {
  const kept = current.filter((taint) => !added.some((other) => isSame(other, taint)));
  let taints: readonly Taint[] = [...added, ...kept];
  const isLonger = taints.length !== current.length;
  let isShorter = false;
  const faults: Error[] = [];
  for (const { key, effect } of removed) {
    const left = taints.filter((taint) => taint.key !== key || (effect !== '' && taint.effect !== effect));
    // Only the last one counts.
    isShorter = left.length !== taints.length;
    if (!isShorter) faults.push(new PlainError(`taint "${effect === '' ? key : `${key}:${effect}`}" not found`));
    taints = left;
  }
  throwAll(faults);
  if ((isLonger && isShorter) || overwrite) return { taints, operation: 'modified' };
  return { taints, operation: isLonger ? 'tainted' : 'untainted' };
}
