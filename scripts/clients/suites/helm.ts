// What people do with helm: a chart that it makes itself, from its installation to its end.
import { steps } from './steps.ts';

export const helmSteps = steps`
helm version                                               => v[34]\\.
helm create site                                           => Creating site
helm lint site                                             => 1 chart\\(s\\) linted
helm template site | grep -c 'kind: Deployment'            => ^1$
helm install shop site --wait --timeout 40s                => STATUS: deployed
helm list                                                  => shop\\s+default\\s+1
helm status shop                                           => STATUS: deployed
helm get values shop                                       => USER-SUPPLIED VALUES
helm get manifest shop                                     => kind: Service
kubectl get secrets -l owner=helm -o name                  => sh.helm.release.v1.shop.v1
helm upgrade shop site --set replicaCount=2                => has been upgraded
kubectl get deployment shop-site -o jsonpath='{.spec.replicas}' => ^2$
helm history shop                                          => superseded
helm rollback shop 1                                       => Rollback was a success
helm install shop site                                     =>1 cannot re-?use a name
helm uninstall shop                                        => uninstalled
kubectl get deployment shop-site                           =>1 NotFound
helm list -q | wc -l                                       => ^ *0$
`;
