// Models pkg/registry/discovery/endpointslice/strategy.go (v1.35).
import type { EndpointSlice } from '../../api/generated/types.ts';
import type { Draft, KindDefinition } from '../../api/resources.ts';
import { jsonEqual } from '../../kernel/json.ts';
import type { Unfinished } from '../written.ts';
import { endpointSliceColumns } from './columns.ts';
import { describeEndpointSlice } from './describe.ts';
import { validateEndpointSlice, validateEndpointSliceUpdate } from './validate.ts';

export const endpointSliceKind: KindDefinition<EndpointSlice> = {
  resource: 'endpointslices',
  kind: 'EndpointSlice',
  group: 'discovery.k8s.io',
  version: 'v1',
  singular: 'endpointslice',
  shortNames: [],
  categories: [],
  namespaced: true,
  model: 'EndpointSlice',
  generation: true,
  statusSubresource: false,
  defaults: defaultEndpointSlice,
  admitUpdate: countChange,
  validate: validateEndpointSlice,
  validateUpdate: validateEndpointSliceUpdate,
  columns: endpointSliceColumns,
  describe: describeEndpointSlice,
};

function defaultEndpointSlice(slice: Draft<EndpointSlice>): void {
  const ports = slice.ports ?? [];
  for (const port of ports as Unfinished<typeof ports>) {
    port.name ??= '';
    port.protocol ||= 'TCP';
  }
  // What is stored knows no empty lists: the API prints null for them.
  if (!slice.endpoints?.length) Object.assign(slice, { endpoints: null });
  if (ports.length === 0) Object.assign(slice, { ports: null });
}

/** The generation counts changes of all but the metadata, and of the labels. */
function countChange(slice: Draft<EndpointSlice>, previous: EndpointSlice): undefined {
  const contentOf = ({ metadata, ...rest }: Draft<EndpointSlice> | EndpointSlice) => [rest, metadata?.labels ?? {}];
  if (jsonEqual(contentOf(slice), contentOf(previous))) return;
  slice.metadata = { ...slice.metadata, generation: (previous.metadata?.generation ?? 0) + 1 };
}
