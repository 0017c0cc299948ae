// Models ConfigMapDescriber in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { ConfigMap } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { base64Length } from '../../kernel/base64.ts';
import { Description, describeEvents, describeMetadata, describeName } from '../description.ts';
import { sortedKeys } from '../label-text.ts';

export function describeConfigMap(configMap: ConfigMap, context: PrintContext): string {
  const { data, binaryData } = configMap;
  const description = new Description();
  describeName(description, configMap);
  describeMetadata(description, configMap);
  description.line(0, '\nData\n====');
  for (const key of sortedKeys(data)) description.line(0, `${key}:\n----\n${data?.[key] ?? ''}\n`);
  description.line(0, '\nBinaryData\n====');
  for (const key of sortedKeys(binaryData))
    description.line(0, `${key}: ${base64Length(binaryData?.[key] ?? '')} bytes`);
  description.line(0, '');
  describeEvents(description, configMap, context);
  return description.toString();
}
