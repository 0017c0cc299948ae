// The kubelet's own configuration, a KubeletConfiguration on its machine's disk, which is read when the kubelet starts.
import { parseDocument } from 'yaml';
import type { Machine } from '../runtime/machine.ts';

const CONFIG_FILE = '/var/lib/kubelet/config.yaml';

/** Fields by their names; what cannot be read says nothing. */
export type KubeletConfig = Readonly<Record<string, unknown>>;

export function kubeletConfig({ disk }: Machine): KubeletConfig {
  const config: unknown = parseDocument(disk.read(CONFIG_FILE) ?? '', { logLevel: 'silent' }).toJS();
  return isObject(config) ? config : {};
}

/** A field whose values are texts by name, as thresholds are; empty where it is none. */
export function textsOf(config: KubeletConfig, field: string): ReadonlyMap<string, string> {
  const value = config[field];
  return new Map(isObject(value) ? Object.entries(value).map(([name, text]) => [name, String(text)]) : []);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
