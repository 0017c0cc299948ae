// Models SetDefaults_CustomResourceDefinitionSpec in
// staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1/defaults.go (v1.35).
import type { CustomResourceDefinition } from '../../api/generated/types.ts';
import type { Unfinished } from '../written.ts';

export function defaultCustomResourceDefinition(definition: Unfinished<CustomResourceDefinition>): void {
  const spec = (definition.spec ??= {});
  const names = (spec.names ??= {});
  if (names.kind) {
    names.singular ||= names.kind.toLowerCase();
    names.listKind ||= `${names.kind}List`;
  }
  spec.conversion ??= { strategy: 'None' };
}
