// Models staging/src/k8s.io/kubectl/pkg/cmd/create/create_configmap.go (v1.35).
import { PlainError } from '../errors/errors.ts';
import { contentHash } from './content-hash.ts';
import { type DataEntry, dataEntries, dataFlags, dataKeyFault } from './data-sources.ts';
import { generatorCommand, metadataIn } from './generator.ts';

export const createConfigMapCommand = generatorCommand({
  name: 'configmap',
  aliases: ['cm'],
  short: 'Create a config map from a local file, directory or literal value',
  usage: 'create configmap NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  flags: [...dataFlags, { name: 'append-hash', type: 'boolean' }],
  failure: 'failed to create configmap:',
  make: (context, name) => {
    const data = dataOf(name, dataEntries(context, 'config'));
    const hash = () => contentHash({ kind: 'ConfigMap', name, data });
    const ownName = context.flags.bool('append-hash') ? `${name}-${hash()}` : name;
    return {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadataIn(context, { name: ownName }),
      ...(Object.keys(data).length > 0 && { data }),
    };
  },
});

function dataOf(name: string, entries: readonly DataEntry[]): Record<string, string> {
  const data: Record<string, string> = {};
  for (const [key, text] of entries) {
    const fault = dataKeyFault(key);
    const quoted = JSON.stringify(key);
    if (fault !== undefined) throw new PlainError(`${quoted} is not a valid key name for a ConfigMap: ${fault}`);
    if (Object.hasOwn(data, key)) {
      throw new PlainError(
        `cannot add key ${quoted}, another key by that name already exists in Data for ConfigMap ${JSON.stringify(name)}`,
      );
    }
    data[key] = text;
  }
  return data;
}
