// Models what kubeadm's certificates and kube-controller-manager's service accounts call those who speak to the API
// server (v1.35).
import type { Requester } from '../../../preload/contract/inputs.ts';
import { admin, userNamed } from '../../engine/api/authorization/user.ts';

/** The user as whom an actor of the journal speaks; `given` is whom an input names. */
export function userOf(actor: string, given?: Requester): Requester {
  if (given) return given;
  const [program = '', place = ''] = actor.split('/');
  switch (program) {
    case 'kubelet':
      return userNamed(`system:node:${place}`, ['system:nodes']);
    case 'kube-proxy':
      return userNamed('system:serviceaccount:kube-system:kube-proxy', []);
    case 'kube-scheduler':
    case 'kube-controller-manager':
      return userNamed(`system:${program}`, []);
    case 'kube-apiserver':
      return userNamed('system:apiserver', ['system:masters']);
  }
  if (program.endsWith('-controller')) return userNamed(`system:serviceaccount:kube-system:${program}`, []);
  return admin;
}

/** What a client says of itself in the header `User-Agent`. */
export function agentOf(actor: string): string {
  const [program = ''] = actor.split('/');
  return program === 'person' ? 'kubarium' : program;
}
