// Models staging/src/k8s.io/kubectl/pkg/cmd/create/create_deployment.go (v1.35).
import type { CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { commandArgument, generatorCommand, metadataIn } from './generator.ts';

export const createDeploymentCommand = generatorCommand({
  name: 'deployment',
  aliases: ['deploy'],
  short: 'Create a deployment with the specified name',
  usage: 'create deployment NAME --image=image -- [COMMAND] [args...]',
  flags: [
    { name: 'image', type: 'strings', required: true },
    { name: 'port', type: 'int', default: -1 },
    { name: 'replicas', shorthand: 'r', type: 'int', default: 1 },
  ],
  failure: 'failed to create deployment:',
  make: (context, name) => {
    const labels = { app: name };
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: metadataIn(context, { name, labels }),
      spec: {
        replicas: context.flags.int('replicas'),
        selector: { matchLabels: labels },
        strategy: {},
        template: { metadata: { labels }, spec: { containers: containersOf(context) } },
      },
      status: {},
    };
  },
});

function containersOf(context: CommandContext): readonly object[] {
  const { flags, client } = context;
  const images = flags.list('image');
  const command = commandArgument(context);
  if (images.length > 1 && command) throw new PlainError('cannot specify multiple --image options and command');
  const port = flags.int('port');
  return images.map((image, index) => ({
    name: containerName(image, client.now),
    image,
    ...(command && { command }),
    ...(index === 0 && port >= 0 && { ports: [{ containerPort: port }] }),
    resources: {},
  }));
}

/** The last part of the image's name, with a suffix where something in it had to be replaced. */
function containerName(image: string, seed: number): string {
  const name = (image.split('/').at(-1) ?? image).split(':')[0]?.split('@')[0] ?? '';
  return /[_.]/.test(name) ? `${name.replaceAll(/[_.]/g, '-')}-${suffixOf(image, seed)}` : name;
}

const SUFFIX_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** Five letters that are other ones for another image or at another moment. */
function suffixOf(text: string, seed: number): string {
  let state = seed;
  return Array.from({ length: 5 }, () => {
    for (const letter of text) state = (state * 31 + letter.charCodeAt(0)) % 2_147_483_647;
    return SUFFIX_LETTERS[state % SUFFIX_LETTERS.length];
  }).join('');
}
