// Models pkg/registry/core/endpoint/strategy.go (v1.35).
import type { Endpoints } from '../../api/generated/types.ts';
import type { Draft, KindDefinition } from '../../api/resources.ts';
import type { Unfinished } from '../written.ts';
import { endpointsColumns } from './columns.ts';
import { describeEndpoints } from './describe.ts';
import { validateEndpoints } from './validate.ts';

export const endpointsKind: KindDefinition<Endpoints> = {
  resource: 'endpoints',
  kind: 'Endpoints',
  group: '',
  version: 'v1',
  singular: 'endpoints',
  shortNames: ['ep'],
  categories: [],
  namespaced: true,
  model: 'Endpoints',
  generation: false,
  statusSubresource: false,
  defaults: defaultEndpoints,
  validate: validateEndpoints,
  validateUpdate: () => [],
  deprecation: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  columns: endpointsColumns,
  describe: describeEndpoints,
};

function defaultEndpoints({ subsets = [] }: Draft<Endpoints>): void {
  for (const { ports = [] } of subsets as Unfinished<typeof subsets>) for (const port of ports) port.protocol ||= 'TCP';
}
