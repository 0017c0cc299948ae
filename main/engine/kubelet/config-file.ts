// The kubelet's own configuration, a KubeletConfiguration on its machine's disk, which is read when the kubelet starts.
import { parseDocument } from 'yaml';
import { isJsonObject } from '../kernel/json.ts';
import type { Machine } from '../runtime/machine.ts';

const CONFIG_FILE = '/var/lib/kubelet/config.yaml';

/** Fields by their names; what cannot be read says nothing. */
export type KubeletConfig = Readonly<Record<string, unknown>>;

export function kubeletConfig({ disk }: Machine): KubeletConfig {
  const config: unknown = parseDocument(disk.read(CONFIG_FILE) ?? '', { logLevel: 'silent' }).toJS();
  return isJsonObject(config) ? config : {};
}

/** A field whose values are texts by name, as thresholds are; empty where it is none. */
export function textsOf(config: KubeletConfig, field: string): ReadonlyMap<string, string> {
  const value = config[field];
  return new Map(isJsonObject(value) ? Object.entries(value).map(([name, text]) => [name, String(text)]) : []);
}
