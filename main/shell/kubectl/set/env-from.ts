// Models how staging/src/k8s.io/kubectl/pkg/cmd/set/set_env.go (v1.35) takes variables from a ConfigMap or a Secret.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { ConfigMap, EnvVar, Secret } from '../../../engine/api/generated/types.ts';
import { targetsOf } from '../changing/targets.ts';
import type { CommandContext } from '../command.ts';
import { PlainError, throwAll } from '../errors/errors.ts';
import { selectionOf } from '../flags/selection-flags.ts';

/** Variables that refer to the keys of `from`, or to those of `--keys`. Throws PlainError for other kinds. */
export async function envFrom(context: CommandContext, from: string): Promise<readonly EnvVar[]> {
  const { targets, errors } = await targetsOf(context, selectionOf(context, [from]), { latest: true });
  throwAll(errors);
  return targets.flatMap(({ object }) => variablesOf(context, object));
}

function variablesOf({ flags, warn }: CommandContext, object: KubeObject): readonly EnvVar[] {
  if (object.kind !== 'Secret' && object.kind !== 'ConfigMap') {
    throw new PlainError('unsupported resource specified in --from');
  }
  const { data = {}, metadata }: Pick<ConfigMap | Secret, 'data' | 'metadata'> = object;
  const wanted = flags.list('keys');
  return Object.keys(data)
    .filter((key) => wanted.length === 0 || wanted.includes(key))
    .sort()
    .map((key) => {
      const name = key.replaceAll(/[^a-zA-Z0-9_]/g, '_').toUpperCase();
      if (name !== key) warn(`key ${key} transferred to ${name}`);
      const reference = { name: metadata?.name ?? '', key };
      return {
        name,
        valueFrom: object.kind === 'Secret' ? { secretKeyRef: reference } : { configMapKeyRef: reference },
      };
    });
}
