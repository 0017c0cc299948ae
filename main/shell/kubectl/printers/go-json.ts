// The order in which Go writes the fields of its structs as JSON: that of their declaration in staging/src/k8s.io/api (v1.35).
// What commands make themselves is printed so; what comes from the API as it stands is printed in the order of its keys.

const METADATA =
  'name generateName namespace selfLink uid resourceVersion generation creationTimestamp deletionTimestamp deletionGracePeriodSeconds labels annotations ownerReferences finalizers managedFields';

/** One order for all structs whose fields agree in theirs. */
const usual = [
  'kind apiVersion preferences clusters users contexts current-context',
  METADATA,
  'metadata immutable data binaryData stringData type aggregationRule',
  // Subjects and Roles, then what has a name beside other things.
  'verbs apiGroups resources resourceNames nonResourceURLs subjects roleRef',
  'value globalDefault description preemptionPolicy spec status',
  'cluster user server certificate-authority certificate-authority-data client-certificate client-certificate-data',
  'client-key client-key-data token username password',
  'scaleTargetRef minReplicas maxReplicas metrics behavior minAvailable maxUnavailable',
  'replicas schedule timeZone startingDeadlineSeconds concurrencyPolicy suspend jobTemplate',
  'successfulJobsHistoryLimit failedJobsHistoryLimit parallelism completions activeDeadlineSeconds backoffLimit',
  'selector template strategy minReadySeconds revisionHistoryLimit paused progressDeadlineSeconds',
  'volumes initContainers containers ephemeralContainers restartPolicy terminationGracePeriodSeconds dnsPolicy',
  'nodeSelector serviceAccountName serviceAccount nodeName hostNetwork securityContext schedulerName',
  'value valueFrom',
  'ingressClassName defaultBackend tls rules host http paths path pathType backend service port number',
  'hosts secretName hard scopes userInfo extra',
].flatMap((line) => line.split(' '));

const CONTAINER =
  'name image command args workingDir ports envFrom env resources volumeMounts livenessProbe readinessProbe startupProbe lifecycle imagePullPolicy securityContext stdin stdinOnce tty'.split(
    ' ',
  );

/** Structs of which other orders are known, by the field that holds them. */
const special: Readonly<Record<string, readonly string[]>> = {
  containers: CONTAINER,
  initContainers: CONTAINER,
  status: 'disruptionsAllowed currentHealthy desiredHealthy expectedPods'.split(' '),
  ports: 'name hostPort protocol appProtocol port targetPort nodePort containerPort'.split(' '),
  roleRef: 'apiGroup kind name'.split(' '),
  subjects: 'kind apiGroup name namespace'.split(' '),
  scaleTargetRef: 'kind name apiVersion'.split(' '),
  userInfo: 'username uid groups extra'.split(' '),
};
const ofPorts = 'name hostPort containerPort protocol hostIP'.split(' ');
const ofServices =
  'ports selector clusterIP clusterIPs type externalIPs sessionAffinity loadBalancerIP externalName'.split(' ');
const ofBudgets = 'minAvailable selector maxUnavailable'.split(' ');
const ofSecrets = 'kind apiVersion metadata immutable data stringData type'.split(' ');

/** Maps, which have no order of their own. */
const MAPS = new Set([
  ...['labels', 'annotations', 'matchLabels', 'data', 'binaryData', 'stringData', 'nodeSelector', 'hard', 'extra'],
]);

/** The value with its fields in the order of Go's structs. */
export function inGoOrder(value: unknown, holder = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => inGoOrder(item, holder));
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value);
  const order = MAPS.has(holder) || isSelector(holder, value) ? [] : orderFor(holder, keys);
  const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  const sorted = keys.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const fields: Readonly<Record<string, unknown>> = { ...value };
  return Object.fromEntries(sorted.map((key) => [key, inGoOrder(fields[key], key)]));
}

/** Of Services a map of labels, of other kinds a struct. */
const isSelector = (holder: string, value: object): boolean =>
  holder === 'selector' && !('matchLabels' in value) && !('matchExpressions' in value);

function orderFor(holder: string, keys: readonly string[]): readonly string[] {
  if (holder === 'ports' && keys.includes('containerPort')) return ofPorts;
  if (holder === 'spec' && (keys.includes('ports') || keys.includes('externalName'))) return ofServices;
  if (holder === 'spec' && (keys.includes('minAvailable') || keys.includes('maxUnavailable'))) return ofBudgets;
  if (holder === '' && keys.includes('type')) return ofSecrets;
  return special[holder] ?? usual;
}
