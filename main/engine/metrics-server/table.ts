// Models addPodMetricsToTable and addNodeMetricsToTable of sigs.k8s.io/metrics-server's pkg/api/table.go (v0.8).
import type { ApiTable } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { isJsonObject, type JsonObject } from '../kernel/json.ts';
import { addQuantities } from '../kinds/quantities.ts';

/** What was measured, each object a row; of Pods the sum of their containers. */
export function metricsTable(objects: readonly KubeObject[]): ApiTable {
  return {
    columns: ['Name', 'cpu', 'memory', 'Window'].map((name) => ({ name, priority: 0 })),
    rows: objects.map((object) => ({ cells: cellsOf(object), object })),
  };
}

function cellsOf(object: KubeObject): string[] {
  const { containers, window } = object as JsonObject;
  const usages = Array.isArray(containers) ? containers.filter(isJsonObject) : [object as JsonObject];
  const total = (name: string) => usages.map((one) => amountIn(one, name)).reduce(addQuantities, '0');
  return [object.metadata?.name ?? '', total('cpu'), total('memory'), typeof window === 'string' ? window : ''];
}

function amountIn({ usage }: JsonObject, name: string): string {
  const amount = isJsonObject(usage) ? usage[name] : undefined;
  return typeof amount === 'string' ? amount : '0';
}
