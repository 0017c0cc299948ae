// Models describeStorageClass in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { StorageClass, TopologySelectorTerm } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { Description, describeEvents } from '../description.ts';
import { formatLabels } from '../label-text.ts';
import { isDefaultClass } from './columns.ts';

export function describeStorageClass(storageClass: StorageClass, context: PrintContext): string {
  const { metadata, parameters, mountOptions = [], allowedTopologies } = storageClass;
  const description = new Description();
  description.line(0, `Name:\t${metadata?.name ?? ''}`);
  description.line(0, `IsDefaultClass:\t${isDefaultClass(storageClass) ? 'Yes' : 'No'}`);
  description.line(0, `Annotations:\t${formatLabels(metadata?.annotations)}`);
  description.line(0, `Provisioner:\t${storageClass.provisioner}`);
  description.line(0, `Parameters:\t${formatLabels(parameters)}`);
  description.line(0, `AllowVolumeExpansion:\t${expansionText(storageClass)}`);
  description.line(0, mountOptions.length === 0 ? 'MountOptions:\t<none>' : 'MountOptions:');
  for (const option of mountOptions) description.line(1, option);
  if (storageClass.reclaimPolicy) description.line(0, `ReclaimPolicy:\t${storageClass.reclaimPolicy}`);
  if (storageClass.volumeBindingMode) description.line(0, `VolumeBindingMode:\t${storageClass.volumeBindingMode}`);
  if (allowedTopologies) describeTopologies(description, allowedTopologies);
  describeEvents(description, storageClass, context);
  return description.toString();
}

const expansionText = ({ allowVolumeExpansion }: StorageClass): string =>
  allowVolumeExpansion === undefined ? '<unset>' : allowVolumeExpansion ? 'True' : 'False';

function describeTopologies(description: Description, terms: readonly TopologySelectorTerm[]): void {
  description.line(0, `AllowedTopologies:\t${terms.length === 0 ? '<none>' : ''}`);
  terms.forEach(({ matchLabelExpressions = [] }, term) => {
    if (matchLabelExpressions.length === 0) description.line(1, `Term ${term}:\t<none>`);
    matchLabelExpressions.forEach(({ key, values }, index) => {
      description.line(1, `${index === 0 ? `Term ${term}:` : ''}\t${key} in [${values.join(', ')}]`);
    });
  });
}
