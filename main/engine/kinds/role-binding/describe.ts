// Models RoleBindingDescriber in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { RoleBinding } from '../../api/generated/types.ts';
import { Description, describeMetadata } from '../description.ts';

/** Of Roles and ClusterRoles alike. */
export function describeRoleBinding(binding: RoleBinding): string {
  const description = new Description();
  description.line(0, `Name:\t${binding.metadata?.name ?? ''}`);
  describeMetadata(description, binding);
  description.line(0, 'Role:');
  description.line(1, `Kind:\t${binding.roleRef.kind}`);
  description.line(1, `Name:\t${binding.roleRef.name}`);
  description.line(0, 'Subjects:');
  description.line(1, 'Kind\tName\tNamespace');
  description.line(1, '----\t----\t---------');
  for (const { kind, name, namespace = '' } of binding.subjects ?? []) {
    description.line(1, `${kind}\t${name}\t${namespace}`);
  }
  return description.toString();
}
