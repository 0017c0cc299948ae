// Models staging/src/k8s.io/kubectl/pkg/cmd/version/version.go (v1.35).
import { toYaml } from '../../printing/yaml.ts';
import { ask } from '../api.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError, asFailure } from '../errors/errors.ts';
import { clientVersion, kustomizeVersion, serverVersion } from '../versions.ts';

export const versionCommand: Command = {
  name: 'version',
  short: 'Print the client and server version information',
  usage: 'version [flags]',
  flags: [
    { name: 'client', type: 'boolean' },
    { name: 'output', shorthand: 'o', type: 'string' },
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { args, flags, out } = context;
  if (args.length > 0) throw new PlainError(`extra arguments: [${args.join(' ')}]`);
  const output = flags.text('output');
  if (!['', 'json', 'yaml'].includes(output)) throw new PlainError(`--output must be 'yaml' or 'json'`);
  const failure = flags.bool('client') ? undefined : await serverFailure(context);
  const withServer = !flags.bool('client') && !failure;
  const versions = { clientVersion, kustomizeVersion, ...(withServer && { serverVersion }) };
  if (output === 'json') out(`${JSON.stringify(versions, null, 2)}\n`);
  else if (output === 'yaml') out(`${toYaml(versions)}\n`);
  else {
    const server = withServer ? `Server Version: ${serverVersion.gitVersion}\n` : '';
    out(`Client Version: ${clientVersion.gitVersion}\nKustomize Version: ${kustomizeVersion}\n${server}`);
  }
  if (failure) throw failure;
  return 0;
}

async function serverFailure(context: CommandContext): Promise<Error | undefined> {
  try {
    await ask(context, { verb: 'list', resource: 'namespaces' });
    return undefined;
  } catch (caught) {
    return asFailure(caught);
  }
}
