/** The kubeconfig with which the recordings were made, for a cluster whose API server is at `server`. */
export function recordedKubeconfig(server: string): string {
  return `apiVersion: v1
kind: Config
clusters:
- name: oracle
  cluster: {certificate-authority-data: "", server: "${server}"}
users:
- name: admin
  user: {client-certificate-data: "", client-key-data: ""}
contexts:
- name: admin@oracle
  context: {cluster: oracle, user: admin}
current-context: admin@oracle
`;
}
