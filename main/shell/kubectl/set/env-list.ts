// Models staging/src/k8s.io/kubectl/pkg/cmd/set/env/env_resolve.go (v1.35): what `set env --list` prints of a container.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { ConfigMap, Container, EnvVar, EnvVarSource, Secret } from '../../../engine/api/generated/types.ts';
import { decodeBase64Ascii } from '../../../engine/kernel/base64.ts';
import { containerResource, podField } from '../../../engine/kinds/pod/fields.ts';
import { askObject } from '../api.ts';
import type { CommandContext } from '../command.ts';
import { asFailure, PlainError } from '../errors/errors.ts';

/** Prints the variables of a container; with `--resolve` the values they refer to, and what could not be had. */
export async function listEnv(context: CommandContext, object: KubeObject, container: Container): Promise<void> {
  const { err, out } = context;
  out(`# ${object.kind ?? ''} ${object.metadata?.name ?? ''}, container ${container.name}\n`);
  const faults = new Map<string, string[]>();
  for (const variable of container.env ?? []) {
    const line = await lineOf(context, object, container, variable);
    out(`${line.text}\n`);
    if (line.fault !== undefined) faults.set(line.fault, [...(faults.get(line.fault) ?? []), variable.name]);
  }
  const lines = [...faults].map(
    ([fault, names]) => `error retrieving reference for ${names.sort().join(', ')}: ${fault}\n`,
  );
  if (lines.length > 0) err(lines.sort().join(''));
}

interface Line {
  readonly text: string;
  readonly fault?: string;
}

async function lineOf(
  context: CommandContext,
  object: KubeObject,
  container: Container,
  { name, value = '', valueFrom }: EnvVar,
): Promise<Line> {
  if (!valueFrom) return { text: `${name}=${value}` };
  const reference = `# ${name} from ${referenceText(valueFrom)}`;
  if (!context.flags.bool('resolve')) return { text: reference };
  try {
    return { text: `${name}=${await resolved(context, object, container, valueFrom)}` };
  } catch (caught) {
    return { text: reference, fault: asFailure(caught).message };
  }
}

function referenceText({ configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef }: EnvVarSource): string {
  if (configMapKeyRef) return `configmap ${configMapKeyRef.name ?? ''}, key ${configMapKeyRef.key}`;
  if (secretKeyRef) return `secret ${secretKeyRef.name ?? ''}, key ${secretKeyRef.key}`;
  if (fieldRef) return `field path ${fieldRef.fieldPath}`;
  if (!resourceFieldRef) return 'invalid valueFrom';
  const { containerName = '', resource } = resourceFieldRef;
  return `resource field ${containerName === '' ? '' : `${containerName}/`}${resource}`;
}

async function resolved(
  context: CommandContext,
  object: KubeObject,
  container: Container,
  { secretKeyRef, configMapKeyRef, fieldRef, resourceFieldRef }: EnvVarSource,
): Promise<string> {
  const { namespace } = context;
  if (secretKeyRef) {
    const { name = '', key } = secretKeyRef;
    const secret: Secret = await askObject(context, { verb: 'get', resource: 'secrets', namespace, name });
    return decodeBase64Ascii(valueAt(secret.data, key, `secret ${name}`));
  }
  if (configMapKeyRef) {
    const { name = '', key } = configMapKeyRef;
    const configMap: ConfigMap = await askObject(context, { verb: 'get', resource: 'configmaps', namespace, name });
    return valueAt(configMap.data, key, `config map ${name}`);
  }
  if (fieldRef) return fieldOf(object, fieldRef.fieldPath);
  if (resourceFieldRef) return containerResource(container, resourceFieldRef.resource, resourceFieldRef.divisor);
  throw new PlainError('invalid valueFrom');
}

function valueAt(data: Readonly<Record<string, string>> | undefined, key: string, whose: string): string {
  const value = data?.[key];
  if (value === undefined) throw new PlainError(`key ${key} not found in ${whose}`);
  return value;
}

/** Of the object itself, not of the Pods that come of it. */
function fieldOf(object: KubeObject, path: string): string {
  if (!/^metadata\.(name|namespace|uid|labels|annotations)(\['.*'\])?$/.test(path)) {
    throw new PlainError(`unsupported fieldPath: ${path}`);
  }
  const whole = /^metadata\.(labels|annotations)$/.exec(path)?.[1];
  if (whole === undefined) return podField({ metadata: object.metadata }, path);
  const map = (whole === 'labels' ? object.metadata?.labels : object.metadata?.annotations) ?? {};
  return Object.keys(map)
    .sort()
    .map((key) => `${key}=${JSON.stringify(map[key])}`)
    .join('\n');
}
