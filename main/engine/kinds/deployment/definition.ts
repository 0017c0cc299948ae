// Models pkg/registry/apps/deployment/strategy.go (v1.35).
import type { Deployment } from '../../api/generated/types.ts';
import type { KindDefinition } from '../../api/resources.ts';
import { controllerWarnings } from '../pod/warnings.ts';
import { deploymentColumns } from './columns.ts';
import { defaultDeployment } from './defaults.ts';
import { describeDeployment } from './describe.ts';
import { validateDeployment, validateDeploymentStatus, validateDeploymentUpdate } from './validate.ts';

export const deploymentKind: KindDefinition<Deployment> = {
  resource: 'deployments',
  kind: 'Deployment',
  group: 'apps',
  version: 'v1',
  singular: 'deployment',
  shortNames: ['deploy'],
  categories: ['all'],
  namespaced: true,
  model: 'Deployment',
  generation: true,
  statusSubresource: true,
  defaults: defaultDeployment,
  admit: (object) => {
    object.status = {};
    return undefined;
  },
  validate: validateDeployment,
  validateUpdate: validateDeploymentUpdate,
  validateStatus: validateDeploymentStatus,
  warnings: (deployment, previous) =>
    controllerWarnings('spec.template', deployment.spec?.template, deployment, previous),
  columns: deploymentColumns,
  describe: describeDeployment,
};
