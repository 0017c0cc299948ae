// Models ChangeCauseRecorder of staging/src/k8s.io/cli-runtime/pkg/genericclioptions/record_flags.go (v1.35): `--record`
// writes the command itself into an annotation of what it changes.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';
import { sendPatch, type PatchTarget } from '../changing/patches.ts';
import type { CommandContext, FlagSpec } from '../command.ts';

export const recordFlag: FlagSpec = {
  name: 'record',
  type: 'boolean',
  deprecated: '--record will be removed in the future',
};

const CHANGE_CAUSE = 'kubernetes.io/change-cause';

const isRecorded = ({ flags }: CommandContext): boolean => flags.has('record') && flags.bool('record');

/** The object with the command that changes it, where that is asked for. */
export function recorded<T extends KubeObject>(context: CommandContext, object: T): T {
  if (!isRecorded(context)) return object;
  const annotations = { ...object.metadata?.annotations, [CHANGE_CAUSE]: context.commandLine() };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** The same for a merge patch of metadata. */
export function recordedPatch(context: CommandContext, patch: JsonObject): JsonObject {
  if (!isRecorded(context)) return patch;
  const metadata = isJsonObject(patch['metadata']) ? patch['metadata'] : {};
  const annotations = isJsonObject(metadata['annotations']) ? metadata['annotations'] : {};
  const cause = { [CHANGE_CAUSE]: context.commandLine() };
  return { ...patch, metadata: { ...metadata, annotations: { ...annotations, ...cause } } };
}

/** Writes it into an object that has been changed already; answers it as it is then, undefined when nothing is asked. */
export async function recordAfterwards(context: CommandContext, target: PatchTarget): Promise<KubeObject | undefined> {
  return isRecorded(context) ? await sendPatch(context, target, 'merge', recordedPatch(context, {})) : undefined;
}
