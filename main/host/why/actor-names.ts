/** Who acted, as the beginning of an English sentence. */
export function actorName(actor: string): string {
  if (actor === 'person' || actor === 'terminal') return 'You';
  const [program = '', place = ''] = actor.split('/');
  switch (program) {
    case 'kubelet':
      return `The kubelet of ${place}`;
    case 'kube-proxy':
      return `kube-proxy on ${place}`;
    case 'containerd':
      return `containerd on ${place}`;
    case 'client':
      return `Client ${place}`;
    case 'kube-apiserver':
      return 'The API server';
    case 'kube-scheduler':
      return 'The scheduler';
    default:
      return program.endsWith('-controller') ? `The ${program.slice(0, -'-controller'.length)} controller` : actor;
  }
}
