// Commands that help shows, each with what it is good for.

/** What for, and the command without `kubectl`. */
type Example = readonly [what: string, command: string];

const examples: Readonly<Record<string, readonly Example[]>> = {
  create: [
    ['Create what stands in a file', 'create -f web.yaml'],
    ['Create what comes from another program', 'create -f -'],
  ],
  'create deployment': [
    ['Create a deployment of three Pods', 'create deployment web --image=nginx:1.27 --replicas=3'],
    ['See what would be created', 'create deployment web --image=nginx:1.27 --dry-run=client -o yaml'],
  ],
  'create configmap': [
    ['Take the values from the command line', 'create configmap settings --from-literal=colour=blue'],
    ['Take each file of a folder as a key', 'create configmap pages --from-file=pages/'],
  ],
  'create secret generic': [
    ['Take the values from the command line', 'create secret generic login --from-literal=password=secret'],
  ],
  'create secret tls': [
    ['Take a certificate and its key from files', 'create secret tls cert --cert=tls.crt --key=tls.key'],
  ],
  'create secret docker-registry': [
    [
      'Keep what a registry asks for',
      'create secret docker-registry reg --docker-server=registry.example --docker-username=me --docker-password=secret',
    ],
  ],
  'create namespace': [['Create a namespace', 'create namespace shop']],
  'create job': [
    ['Run a program once', 'create job hello --image=busybox:1.36 -- echo hello'],
    ['Run a CronJob now', 'create job now --from=cronjob/nightly'],
  ],
  'create cronjob': [
    ['Run a program each minute', 'create cronjob tick --image=busybox:1.36 --schedule="*/1 * * * *" -- date'],
  ],
  'create role': [['Let Pods be read', 'create role reader --verb=get,list,watch --resource=pods']],
  'create clusterrole': [['Let Nodes be read', 'create clusterrole node-reader --verb=get,list --resource=nodes']],
  'create rolebinding': [['Give a role to a user', 'create rolebinding readers --role=reader --user=jane']],
  'create clusterrolebinding': [
    [
      'Give a role everywhere to a service account',
      'create clusterrolebinding viewers --clusterrole=view --serviceaccount=shop:robot',
    ],
  ],
  'create quota': [['Limit a namespace', 'create quota small --hard=pods=10,requests.cpu=2']],
  'create poddisruptionbudget': [
    ['Keep two Pods at least', 'create poddisruptionbudget web --selector=app=web --min-available=2'],
  ],
  'create priorityclass': [['Create a class of important Pods', 'create priorityclass high --value=1000']],
  'create serviceaccount': [['Create a service account', 'create serviceaccount robot']],
  'create token': [['Ask for a token that lasts ten minutes', 'create token robot --duration=10m']],
  'create ingress': [['Lead a host to a Service', 'create ingress web --rule="shop.example/*=web:80"']],
  'create service clusterip': [
    ['Create a Service for Pods with the label app=web', 'create service clusterip web --tcp=80:8080'],
  ],
  'create service nodeport': [['Open a port on each Node', 'create service nodeport web --tcp=80']],
  'create service loadbalancer': [['Ask for a load balancer', 'create service loadbalancer web --tcp=80']],
  'create service externalname': [
    ['Give another name to a host', 'create service externalname db --external-name=db.example'],
  ],
  expose: [['Reach the Pods of a deployment at port 80', 'expose deployment web --port=80 --target-port=8080']],
  run: [
    ['Start one Pod', 'run web --image=nginx:1.27'],
    ['Start a Pod, talk to it and delete it at the end', 'run -it tmp --rm --image=busybox:1.36 --restart=Never -- sh'],
  ],
  'set image': [['Give a deployment another image', 'set image deployment/web main=nginx:1.27']],
  'set resources': [['Limit what containers may use', 'set resources deployment web --limits=cpu=200m,memory=128Mi']],
  'set env': [
    ['Set a variable', 'set env deployment/web COLOUR=blue'],
    ['Show what is set', 'set env deployment/web --list'],
  ],
  'set serviceaccount': [['Let Pods run as somebody else', 'set serviceaccount deployment web robot']],
  'set selector': [['Let a Service choose other Pods', 'set selector service web app=other']],
  'set subject': [['Give a role to one more user', 'set subject rolebinding readers --user=joe']],
  explain: [
    ['What a Pod has', 'explain pods'],
    ['What one field means', 'explain pods.spec.containers'],
  ],
  get: [
    ['All Pods of the namespace', 'get pods'],
    ['With the Nodes that they run on', 'get pods -o wide'],
    ['One deployment as YAML', 'get deployment web -o yaml'],
    ['Names and phases only', 'get pods -o custom-columns=NAME:.metadata.name,PHASE:.status.phase'],
    ['Everywhere, and what happens from now on', 'get pods -A -w'],
  ],
  edit: [['Change a Service in an editor', 'edit service/web']],
  delete: [
    ['Delete one Pod', 'delete pod web-0'],
    ['Delete what stands in a file', 'delete -f web.yaml'],
    ['Delete all Pods with a label', 'delete pods -l app=web'],
  ],
  rollout: [['Go back to the last revision', 'rollout undo deployment/web']],
  'rollout history': [
    ['What revisions there are', 'rollout history deployment/web'],
    ['What the third one was', 'rollout history deployment/web --revision=3'],
  ],
  'rollout pause': [['Change several things at once', 'rollout pause deployment/web']],
  'rollout resume': [['Let it go on', 'rollout resume deployment/web']],
  'rollout restart': [['Replace all Pods', 'rollout restart deployment/web']],
  'rollout status': [['Wait until it is done', 'rollout status deployment/web']],
  'rollout undo': [['Go back to the third revision', 'rollout undo deployment/web --to-revision=3']],
  scale: [
    ['Run five Pods', 'scale deployment web --replicas=5'],
    ['But only if there are two', 'scale deployment web --current-replicas=2 --replicas=5'],
  ],
  autoscale: [
    ['Two to ten Pods, at 80% of the CPU that they ask for', 'autoscale deployment web --min=2 --max=10 --cpu=80%'],
  ],
  'cluster-info': [['Where the control plane is', 'cluster-info']],
  'cluster-info dump': [['Everything, in a folder', 'cluster-info dump --output-directory=dump']],
  'top node': [['What Nodes use', 'top node']],
  'top pod': [['What Pods use, container by container', 'top pod --containers']],
  cordon: [['Let no more Pods come to a Node', 'cordon worker-1']],
  uncordon: [['Let them come again', 'uncordon worker-1']],
  drain: [['Empty a Node', 'drain worker-1 --ignore-daemonsets']],
  taint: [
    ['Keep Pods away from a Node', 'taint nodes worker-1 dedicated=batch:NoSchedule'],
    ['Let them come again', 'taint nodes worker-1 dedicated:NoSchedule-'],
  ],
  describe: [
    ['All about a Pod', 'describe pod web-0'],
    ['All about Pods with a label', 'describe pods -l app=web'],
  ],
  logs: [
    ['What a Pod wrote', 'logs web-0'],
    ['What the container before wrote', 'logs web-0 --previous'],
    ['The last lines of all Pods of a deployment', 'logs deployment/web --all-pods --tail=5'],
  ],
  attach: [['See what a Pod writes from now on', 'attach web-0']],
  exec: [
    ['Run a program in a container', 'exec web-0 -c main -- date'],
    ['Talk to a shell', 'exec -it web-0 -- sh'],
  ],
  'port-forward': [['Reach port 80 of a Pod at port 8080', 'port-forward pod/web-0 8080:80']],
  cp: [['Copy a file into a Pod', 'cp page.html web-0:/tmp/page.html']],
  'auth can-i': [
    ['May I delete Pods?', 'auth can-i delete pods'],
    ['What may a service account do?', 'auth can-i --list --as=system:serviceaccount:shop:robot'],
  ],
  'auth whoami': [['Who am I?', 'auth whoami']],
  'auth reconcile': [['Write roles of a file', 'auth reconcile -f roles.yaml']],
  debug: [['Look into a Pod with other tools', 'debug web-0 --image=busybox:1.36']],
  events: [
    ['What happened to a Pod', 'events --for pod/web-0'],
    ['Only warnings', 'events --types=Warning'],
  ],
  diff: [['What would be changed', 'diff -f web.yaml']],
  apply: [
    ['Make what stands in a file', 'apply -f web.yaml'],
    ['Make what a kustomization builds', 'apply -k overlays/test'],
    ['Let the server merge it', 'apply -f web.yaml --server-side'],
  ],
  'apply view-last-applied': [['What was applied last', 'apply view-last-applied deployment/web']],
  'apply edit-last-applied': [['Change what was applied last', 'apply edit-last-applied deployment/web']],
  'apply set-last-applied': [['Set it to what stands in a file', 'apply set-last-applied -f web.yaml']],
  patch: [
    ['Change one field', 'patch deployment web -p \'{"spec":{"replicas":2}}\''],
    ['Remove a label', 'patch pod web-0 --type=json -p=\'[{"op":"remove","path":"/metadata/labels/tier"}]\''],
  ],
  replace: [
    ['Replace what is there', 'replace -f web.yaml'],
    ['Delete it and make it anew', 'replace --force -f web.yaml'],
  ],
  wait: [
    ['Wait until a Pod is ready', 'wait --for=condition=Ready pod/web-0'],
    ['Wait until it is gone', 'wait --for=delete pod/web-0 --timeout=60s'],
  ],
  kustomize: [['Build the kustomization of a folder', 'kustomize overlays/test']],
  label: [
    ['Give a label', 'label pod web-0 tier=front'],
    ['Take it away', 'label pod web-0 tier-'],
  ],
  annotate: [
    ['Write a note', 'annotate pod web-0 note="look at me"'],
    ['Remove it', 'annotate pod web-0 note-'],
  ],
  completion: [['Complete commands in this shell', 'completion bash']],
  'api-resources': [
    ['What the API serves', 'api-resources'],
    ['What lives in namespaces, by name', 'api-resources --namespaced=true -o name'],
  ],
  'api-versions': [['What versions the API serves', 'api-versions']],
  'config view': [['What the kubeconfig says', 'config view']],
  'config get-contexts': [['What contexts there are', 'config get-contexts']],
  'config use-context': [['Choose one', 'config use-context admin@oracle']],
  'config set-context': [['Choose a namespace for good', 'config set-context --current --namespace=shop']],
  version: [['What versions this and the server are', 'version']],
};

/** Of the command at `path`, `create deployment`. */
export const examplesOf = (path: string): readonly Example[] => examples[path] ?? [];
