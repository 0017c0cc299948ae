// Models staging/src/k8s.io/kubectl/pkg/cmd/set/set_image.go (v1.35).
import type { Container, PodSpec } from '../../../engine/api/generated/types.ts';
import { parsePairs, splitPairs } from '../changing/pairs.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { changeAll, checkSetFlags, setFlags, setTargets } from '../set/change-all.ts';
import { updatePodSpec } from '../set/pod-specs.ts';
import { recordFlag } from '../writing/record.ts';
import { announcedDryRun } from '../writing/write-flags.ts';

export const setImageCommand: Command = {
  name: 'image',
  short: 'Update the image of a pod template',
  usage:
    'set image (-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N',
  flags: [...setFlags, recordFlag],
  run,
};

type Images = ReadonlyMap<string, string>;

async function run(context: CommandContext): Promise<number> {
  announcedDryRun(context);
  const { resources, pairs } = splitPairs(context.args, 'image');
  const { assigned: images } = parsePairs(pairs, 'image', false);
  const targets = await setTargets(context, resources);
  checkImages(images);
  checkSetFlags(context);
  await changeAll(context, targets, {
    outcome: 'image updated',
    refused: 'failed to patch image update to pod template: ',
    unchanged: 'passed over',
    apply: (object, complain) =>
      updatePodSpec(object, (spec) => {
        // What is missing is told, and other containers are changed all the same.
        for (const name of missing(spec, images)) complain(`error: unable to find container named "${name}"`);
        return withImages(spec, images);
      }),
  });
  return 0;
}

function checkImages(images: Images): void {
  if (images.size === 0) throw new PlainError('at least one image update is required');
  if (images.size > 1 && images.has('*')) {
    throw new PlainError(
      'all containers are already specified by *, but saw more than one container_name=container_image pairs',
    );
  }
}

function missing({ initContainers = [], containers }: PodSpec, images: Images): readonly string[] {
  const names = [...initContainers, ...containers].map(({ name }) => name);
  return [...images.keys()].filter((name) => name !== '*' && !names.includes(name));
}

function withImages(spec: PodSpec, images: Images): PodSpec {
  const imaged = (container: Container): Container => {
    const image = images.get(container.name) ?? images.get('*');
    return image === undefined ? container : { ...container, image };
  };
  const { initContainers, containers } = spec;
  return {
    ...spec,
    containers: containers.map(imaged),
    ...(initContainers && { initContainers: initContainers.map(imaged) }),
  };
}
