// The tutorial's cluster with a small site in it, for tests of programs.
import { runScript } from '../testing.ts';

export const SITE = `cat <<'Y' | kubectl apply -f -
apiVersion: v1
kind: ReplicationController
metadata: {name: web}
spec:
  replicas: 2
  selector: {app: web}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: c, image: "nginx:1.27", ports: [{containerPort: 80}]}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, selector: {app: web}, clusterIP: 10.200.98.50, ports: [{port: 8888, targetPort: 80, nodePort: 30080}]}
Y
sleep 20
`;

/** What a script prints at the first machine, and what is left behind. */
export async function atSite(script: string) {
  const { shown, held } = await runScript(`${SITE}echo ---\n${script}`, { preset: 'tutorial' });
  return { shown: shown.slice(shown.indexOf('---\n') + 4), held };
}
