// Models ValidateNode and ValidateNodeUpdate in pkg/apis/core/validation/validation.go (v1.35).
import type { Node, Taint } from '../../api/generated/types.ts';
import { labelValueFaults, qualifiedNameFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { duplicate, forbidden, invalid, invalidFor, oneOf } from '../faults.ts';
import { parseCidr } from '../value-rules.ts';
import type { Written } from '../written.ts';

const taintEffects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

export function validateNode({ spec }: Written<Node>): readonly FieldError[] {
  return [
    // The path is the one that is told, though taints stand in the spec.
    ...validateTaints('metadata.taints', spec?.taints ?? []),
    ...validatePodCidrs(spec?.podCIDRs ?? []),
  ];
}

function validatePodCidrs(ranges: readonly string[]): FieldError[] {
  const field = 'spec.podCIDRs';
  const fault = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';
  const families = ranges.map((range) => range.includes(':'));
  return [
    ...ranges.flatMap((range, index) => (parseCidr(range) ? [] : [invalid(`${field}[${index}]`, range, fault)])),
    ...(new Set(families).size < families.length
      ? [invalid(field, ranges, 'may specify no more than one CIDR for each IP family')]
      : []),
    ...ranges.flatMap((range, index) =>
      ranges.indexOf(range) < index ? [duplicate(`${field}[${index}]`, range)] : [],
    ),
  ];
}

/** The addresses given to a node and the name by which its provider knows it stay as they were first set. */
export function validateNodeUpdate({ spec }: Node, { spec: old }: Node): readonly FieldError[] {
  const errors: FieldError[] = [];
  const podCidrs = old?.podCIDRs ?? [];
  if (podCidrs.length > 0 && !jsonEqual(spec?.podCIDRs ?? [], podCidrs)) {
    errors.push(forbidden('spec.podCIDRs', 'node updates may not change podCIDR except from "" to valid'));
  }
  if (old?.providerID && spec?.providerID !== old.providerID) {
    errors.push(forbidden('spec.providerID', 'node updates may not change providerID except from "" to valid'));
  }
  return errors;
}

function validateTaints(path: string, taints: readonly Written<Taint>[]): FieldError[] {
  const seen = new Set<string>();
  return taints.flatMap((taint, index) => {
    const { key = '', value = '', effect = '' } = taint;
    const own = `${path}[${index}]`;
    const valueFaults = labelValueFaults(value);
    const errors = [
      ...invalidFor(`${own}.key`, key, qualifiedNameFaults(key)),
      ...(valueFaults.length > 0 ? [invalid(`${own}.value`, value, valueFaults.join(';'))] : []),
      ...oneOf(`${own}.effect`, effect, taintEffects),
    ];
    const identity = `${key}:${effect}`;
    if (seen.has(identity)) {
      const twice = duplicate(own, { Key: key, Value: value, Effect: effect, TimeAdded: taint.timeAdded ?? null });
      errors.push({ ...twice, message: `${twice.message}: taints must be unique by key and effect pair` });
    }
    seen.add(identity);
    return errors;
  });
}
