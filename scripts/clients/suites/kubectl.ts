// What people do with kubectl from day to day.
import type { Step } from '../step.ts';
import { steps } from './steps.ts';

const deployment = (name: string, replicas: number) => `cat > ${name}.yaml <<'END'
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, labels: {app: ${name}}}
spec:
  replicas: ${String(replicas)}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: web, image: 'nginx:1.25.1-alpine', ports: [{containerPort: 80}]}]}
END`;

const definition = `cat > crd.yaml <<'END'
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: crontabs.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: crontabs, singular: crontab, kind: CronTab, shortNames: [ct]}
  versions:
  - name: v1
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
END`;

const budget = `cat > budget.yaml <<'END'
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: site}
spec: {minAvailable: 1, selector: {matchLabels: {app: site}}}
END`;

/** In every version that is tried. */
export const kubectlSteps: readonly Step[] = [
  ...steps`
kubectl version                                            => Server Version: v1\\.35
kubectl cluster-info                                       => control plane.* is running at .*https://127
kubectl api-resources                                      => deployments +deploy +apps/v1 +true +Deployment
kubectl api-resources --namespaced=false -o name           => ^nodes$
kubectl api-versions                                       => ^apps/v1$
kubectl get --raw /readyz                                  => ^ok$
kubectl get nodes                                          => master231 +Ready +control-plane
kubectl get nodes -o wide                                  => INTERNAL-IP
kubectl get nodes -o name                                  => ^node/worker232$
kubectl get pods -A                                        => kube-system +kube-apiserver-master231
kubectl get pods -A --field-selector=spec.nodeName=master231 -o name => pod/etcd-master231
kubectl get ns -o jsonpath='{.items[*].metadata.name}'     => default kube-node-lease
kubectl describe node worker232                            => Allocated resources
kubectl create namespace shop                              => namespace/shop created
kubectl create namespace shop                              =>1 AlreadyExists
kubectl create configmap settings --from-literal=colour=blue => configmap/settings created
kubectl get configmap settings -o yaml                     => colour: blue
kubectl get cm settings -o go-template='{{.data.colour}}'  => ^blue$
kubectl create secret generic keys --from-literal=key=value => secret/keys created
kubectl get secret keys -o jsonpath='{.data.key}'          => ^dmFsdWU=$
kubectl create serviceaccount robot                        => serviceaccount/robot created
kubectl create token robot                                 => ^ey
kubectl create role reader --verb=get,list --resource=pods => role.*/reader created
kubectl create rolebinding reads --role=reader --serviceaccount=default:robot => created
kubectl auth can-i list pods --as=system:serviceaccount:default:robot => ^yes
kubectl auth can-i delete pods --as=system:serviceaccount:default:robot =>1 ^no
kubectl get secrets --as=system:serviceaccount:default:robot =>1 Forbidden
kubectl auth can-i --list                                  => \\*\\.\\*
kubectl create quota few --hard=pods=50                    => resourcequota/few created
kubectl get quota few                                      => pods: \\d+/50
kubectl create job once --image=busybox -- echo done       => job.batch/once created
kubectl wait --for=condition=complete job/once --timeout=40s => condition met
kubectl logs job/once                                      => ^done$
kubectl create cronjob often --image=busybox --schedule='*/5 * * * *' -- date => cronjob.batch/often created
kubectl delete cronjob often                               => "often" deleted
kubectl create deployment web --image=nginx:1.25.1-alpine --replicas=2 => deployment.apps/web created
kubectl rollout status deployment/web --timeout=40s        => successfully rolled out
kubectl get deployments,rs,pods                            => pod/web-
kubectl get pods -l app=web --no-headers                   => Running
kubectl get pods -l app=web -o custom-columns=N:.metadata.name,S:.status.phase => Running
kubectl get pods --sort-by=.metadata.name                  => NAME +READY
kubectl describe deployment web                            => NewReplicaSet: +web-
kubectl describe pod -l app=web                            => Started
kubectl get events                                         => SuccessfulCreate
kubectl expose deployment web --port=80 --type=NodePort    => service/web exposed
kubectl get svc web -o wide                                => NodePort
kubectl get endpointslices -l kubernetes.io/service-name=web => IPv4
kubectl describe svc web                                   => Endpoints: +10\\.
kubectl get --raw /api/v1/namespaces/default/services/web:80/proxy/ => nginx
kubectl get --raw /api/v1/nodes/worker232/proxy/healthz    => ^ok$
kubectl proxy --port=18971 & sleep 2; curl -s http://127.0.0.1:18971/api/v1/namespaces/default/services/web/proxy/; kill $! => nginx
kubectl top nodes                                          =>1 Metrics API not available
kubectl create serviceaccount metrics-server -n kube-system => created
kubectl run metrics-server -n kube-system --image=registry.k8s.io/metrics-server/metrics-server:v0.8.0 --labels=k8s-app=metrics-server => created
kubectl wait -n kube-system --for=condition=Ready pod/metrics-server --timeout=50s => condition met
until kubectl top nodes | grep -q worker232; do sleep 1; done; kubectl top nodes => worker232 +\\d+m
until kubectl top pods -l app=web | grep -q web-; do sleep 1; done; kubectl top pods -l app=web => web-\\S+ +\\d+m
kubectl get pods --token=$(kubectl create token robot)     => web-
kubectl auth can-i delete pods --token=wrong               =>1 provide credentials|Unauthorized
kubectl scale deployment web --replicas=3                  => scaled
kubectl wait --for=jsonpath='{.status.readyReplicas}'=3 deployment/web --timeout=40s => condition met
kubectl autoscale deployment web --min=1 --max=5           => autoscaled
kubectl get hpa web                                        => Deployment/web
kubectl delete hpa web                                     => deleted
kubectl set image deployment/web nginx=nginx:1.25.2-alpine => image updated
kubectl rollout status deployment/web --timeout=40s        => successfully rolled out
kubectl rollout history deployment/web                     => ^2\x20
kubectl rollout undo deployment/web                        => rolled back
kubectl rollout restart deployment/web                     => restarted
kubectl rollout pause deployment/web                       => paused
kubectl rollout resume deployment/web                      => resumed
kubectl set env deployment/web A=b                         => env updated
kubectl set resources deployment/web --limits=memory=64Mi  => resource requirements updated
kubectl label deployment web tier=front                    => labeled
kubectl label deployment web tier=back                     =>1 --overwrite is false
kubectl annotate deployment web note=hello                 => annotate
kubectl patch deployment web -p '{"spec":{"replicas":2}}'  => patched
kubectl patch deployment web --type=merge -p '{"metadata":{"labels":{"x":"y"}}}' => patched
kubectl patch deployment web --type=json -p '[{"op":"remove","path":"/metadata/labels/x"}]' => patched
kubectl patch deployment web -p '{"spec":{"replicas":"two"}}' =>1 Invalid|BadRequest|cannot
kubectl get deployment web -o jsonpath='{.spec.replicas}'   => ^2$
kubectl get deployment nosuch                              =>1 NotFound
kubectl get nosuch                                         =>1 doesn't have a resource type
kubectl run one --image=nginx:1.25.1-alpine                => pod/one created
kubectl wait --for=condition=Ready pod/one --timeout=40s   => condition met
kubectl exec one -- ls /                                   => ^etc$
kubectl exec one -- sh -c 'echo problem >&2; exit 3'       =>3 problem
echo text | kubectl exec -i one -- cat                     => ^text$
kubectl exec one -- nosuchprogram                          =>1 executable file not found
kubectl exec one -c other -- ls                            =>1 not valid for pod one|not found
kubectl logs one --tail=1                                  => start worker process
kubectl logs one --timestamps --tail=1                     => ^2026-01-05T
kubectl logs one -c other                                  =>1 not valid for pod one
kubectl logs --since=1h -l app=web --prefix                => \\[pod/web-
echo copied > file.txt && kubectl cp file.txt one:/tmp/file.txt && kubectl exec one -- cat /tmp/file.txt => ^copied$
kubectl cp one:/tmp/file.txt back.txt && cat back.txt      => ^copied$
kubectl port-forward pod/one 18970:80 & sleep 2; curl -s http://127.0.0.1:18970/; kill $! => nginx
kubectl debug one --image=busybox -i -- echo seen          => seen
kubectl delete pod one --now                               => "one".*deleted
kubectl run gone --image=busybox --restart=Never --rm -i -- echo passing => passing
`,
  {
    line: `${deployment('site', 2)}
kubectl apply -f site.yaml`,
    shows: /created/,
  },
  ...steps`
kubectl apply -f site.yaml                                 => unchanged
kubectl diff -f site.yaml                                  =>
`,
  {
    line: `${deployment('site', 3)}
kubectl diff -f site.yaml`,
    shows: /\+ {2}replicas: 3/,
    exit: 1,
  },
  ...steps`
kubectl apply -f site.yaml                                 => configured
kubectl apply -f site.yaml --dry-run=server                => server dry run
kubectl apply view-last-applied -f site.yaml               => replicas: 3
kubectl replace -f site.yaml                               => replaced
kubectl apply --server-side -f site.yaml                   => serverside-applied
kubectl apply --server-side --force-conflicts -f site.yaml => serverside-applied
sed s/replicas/replica/ site.yaml | kubectl apply -f -     =>1 unknown field "spec.replica"
sed s/apps.v1/apps.v9/ site.yaml | kubectl apply -f -      =>1 no matches for kind
kubectl rollout status deployment/site --timeout=40s       => successfully rolled out
`,
  {
    line: `${budget}
kubectl apply -f budget.yaml`,
    shows: /created/,
  },
  ...steps`
kubectl get pdb site                                       => site +1
kubectl cordon worker232                                   => cordoned
kubectl drain worker232 --ignore-daemonsets --force --delete-emptydir-data --timeout=50s => drained
kubectl get nodes worker232                                => SchedulingDisabled
kubectl uncordon worker232                                 => uncordoned
kubectl taint node worker233 kind=special:NoSchedule       => tainted
kubectl taint node worker233 kind-                         => untainted
kubectl label node worker233 disk=fast                     => labeled
`,
  {
    line: `${definition}
kubectl apply -f crd.yaml`,
    shows: /created/,
  },
  ...steps`
kubectl wait --for=condition=Established crd/crontabs.example.com --timeout=30s => condition met
echo '{"apiVersion": "example.com/v1", "kind": "CronTab", "metadata": {"name": "a"}, "spec": {"size": 1}}' | kubectl create -f - => created
kubectl get ct                                             => ^a\x20
kubectl patch ct a --type=merge -p '{"spec":{"size":2}}'   => patched
kubectl get crontab a -o jsonpath='{.spec.size}'           => ^2$
kubectl delete -f crd.yaml                                 => deleted
kubectl explain deployment.spec.replicas                   => Number of desired pods
kubectl explain pod --recursive                            => containers
kubectl explain deployment.spec --output=plaintext-openapiv2 => strategy
kubectl apply --validate=true -f site.yaml --dry-run=client => dry run
EDITOR='sed -i s/blue/green/' kubectl edit configmap settings => edited
kubectl get cm settings -o jsonpath='{.data.colour}'       => ^green$
kubectl delete deployment site --cascade=orphan            => deleted
kubectl get rs -l app=site -o name                         => replicaset.apps/site-
kubectl delete rs,pods -l app=site --now                   => deleted
kubectl delete configmap settings nosuch                   =>1 NotFound
kubectl delete namespace shop                              => "shop" deleted
kubectl delete deployment,service web                      => deleted
kubectl delete all --all                                   => deleted
kubectl get all -n shop                                    => No resources found
`,
];

/** What only newer versions know. */
export const newerSteps: readonly Step[] = steps`
kubectl auth whoami                                        => kubernetes-admin
kubectl events                                             => SuccessfulCreate
kubectl create deployment late --image=nginx:1.25.1-alpine => created
kubectl wait --for=create deployment/late --timeout=20s    => condition met
kubectl wait --for=delete deployment/nosuch --timeout=20s  =>
kubectl get deployment late --subresource=status           => late
kubectl scale deployment late --replicas=0                 => scaled
kubectl delete deployment late                             => deleted
`;
