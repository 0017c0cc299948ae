const systemNamespaces = new Set(['kube-system', 'kube-flannel', 'kube-public', 'kube-node-lease']);

/** Whether it is of the cluster itself, not of the person. */
export function isSystem(namespace: string): boolean {
  return systemNamespaces.has(namespace);
}
