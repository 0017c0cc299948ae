// What people do with kinds of their own.
import type { RandomStream } from '../../../kernel/random.ts';
import { NAMES, NAMESPACES, manifest, request } from '../manifest.ts';
import type { Act } from '../step.ts';
import type { Generator } from './generator.ts';

const GROUP = 'example.com';

function definition(): Act {
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  const spec = {
    group: GROUP,
    scope: 'Namespaced',
    names: { plural: 'widgets', singular: 'widget', kind: 'Widget', shortNames: ['wd'] },
    versions: [{ name: 'v1', served: true, storage: true, schema }],
  };
  const object = manifest(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    { name: `widgets.${GROUP}` },
    { spec },
  );
  return request({ verb: 'create', resource: 'customresourcedefinitions', object });
}

function instance(random: RandomStream): Act {
  const object = manifest(`${GROUP}/v1`, 'Widget', { name: random.pick(NAMES) }, { spec: { size: random.int(1, 9) } });
  return request({ verb: 'create', resource: `widgets.${GROUP}`, namespace: random.pick(NAMESPACES), object });
}

function removeDefinition(): Act {
  return request({ verb: 'delete', resource: 'customresourcedefinitions', name: `widgets.${GROUP}` });
}

export const custom: readonly Generator[] = [
  { weight: 1, creates: true, make: definition },
  { weight: 2, make: instance },
  { weight: 1, make: removeDefinition },
];
