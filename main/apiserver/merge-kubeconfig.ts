// Models the part of client-go's tools/clientcmd (v1.35) that adds a cluster to the kubeconfig somebody has already. All
// else in it, comments too, stays as it is.
import { Document, isMap, isSeq, parseDocument } from 'yaml';
import { type Outcome, fail, succeed } from '../../preload/contract/problems.ts';
import { type Endpoint, KUBECONFIG_NAME, kubeconfigOf } from './kubeconfig.ts';

const LISTS = ['clusters', 'users', 'contexts'] as const;

/**
 * The text of a kubeconfig with the entries `kubarium` added, or written anew where they are there. The current context
 * stays; where there is none it becomes ours. Refuses what is no kubeconfig.
 */
export function mergedKubeconfig(text: string, endpoint: Omit<Endpoint, 'client'>, where: string): Outcome<string> {
  const ours = kubeconfigOf(endpoint);
  const document: Document = parseDocument(text);
  if (document.contents === null) return succeed(new Document(ours).toString({ lineWidth: 0 }));
  if (document.errors.length > 0 || !isKubeconfig(document)) return noKubeconfig(where);
  for (const list of LISTS) {
    const entries = document.get(list);
    if (!isSeq(entries)) document.set(list, document.createNode(ours[list]));
    else {
      entries.items = entries.items.filter((entry) => !isMap(entry) || entry.get('name') !== KUBECONFIG_NAME);
      for (const entry of ours[list]) entries.add(document.createNode(entry));
    }
  }
  const current = document.get('current-context');
  if (current === undefined || current === null || current === '') document.set('current-context', KUBECONFIG_NAME);
  return succeed(document.toString({ lineWidth: 0 }));
}

function isKubeconfig(document: Document): boolean {
  if (!isMap(document.contents) || document.get('kind') !== 'Config') return false;
  return LISTS.every((list) => {
    const entries = document.get(list);
    return entries === undefined || entries === null || isSeq(entries);
  });
}

function noKubeconfig(where: string): Outcome<never> {
  return fail('file-unreadable', 'this is not a kubeconfig that can be added to.', {
    where,
    hint: 'It was left as it is. Use the kubeconfig of its own.',
    params: { file: where, detail: 'no kubeconfig' },
  });
}
