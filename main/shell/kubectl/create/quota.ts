// Models staging/src/k8s.io/kubectl/pkg/cmd/create/create_quota.go (v1.35).
import { PlainError } from '../errors/errors.ts';
import { quantityFrom } from '../writing/quantity-from.ts';
import { generatorCommand, metadataIn } from './generator.ts';

export const createQuotaCommand = generatorCommand({
  name: 'quota',
  aliases: ['resourcequota'],
  short: 'Create a quota with the specified name',
  usage: 'create quota NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none]',
  flags: [
    { name: 'hard', type: 'string' },
    { name: 'scopes', type: 'string' },
  ],
  failure: 'failed to create quota:',
  make: (context, name) => {
    const hard = hardOf(context.flags.text('hard'));
    const scopes = scopesOf(context.flags.text('scopes'));
    return {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: metadataIn(context, { name }),
      spec: { ...(hard && { hard }), ...(scopes && { scopes }) },
      status: {},
    };
  },
});

function hardOf(text: string): Record<string, string> | undefined {
  if (text === '') return undefined;
  const pairs = text.split(',').map((statement): [string, string] => {
    const [resource = '', quantity = '', ...more] = statement.split('=');
    if (more.length > 0 || !statement.includes('=')) {
      throw new PlainError(`Invalid argument syntax ${statement}, expected <resource>=<value>`);
    }
    return [resource, quantityFrom(quantity)];
  });
  return Object.fromEntries(pairs);
}

function scopesOf(text: string): readonly string[] | undefined {
  if (text === '') return undefined;
  const scopes = text.split(',');
  if (scopes.includes('')) throw new PlainError('invalid resource quota scope ""');
  return scopes;
}
