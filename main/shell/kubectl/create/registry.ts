// The subcommands of `kubectl create`. A new one is a file beside this one and a line in it.
import type { Command } from '../command.ts';
import { createConfigMapCommand } from './config-map.ts';
import { createDeploymentCommand } from './deployment.ts';
import { createIngressCommand } from './ingress.ts';
import { createCronJobCommand, createJobCommand } from './job.ts';
import { createNamespaceCommand, createPriorityClassCommand, createServiceAccountCommand } from './namespace.ts';
import { createPodDisruptionBudgetCommand } from './pod-disruption-budget.ts';
import { createQuotaCommand } from './quota.ts';
import { createClusterRoleBindingCommand, createRoleBindingCommand } from './role-binding.ts';
import { createClusterRoleCommand, createRoleCommand } from './role.ts';
import { createSecretCommand } from './secret.ts';
import { createServiceCommand } from './service.ts';
import { createTokenCommand } from './token.ts';

export const createSubcommands: readonly Command[] = [
  createClusterRoleCommand,
  createClusterRoleBindingCommand,
  createConfigMapCommand,
  createCronJobCommand,
  createDeploymentCommand,
  createIngressCommand,
  createJobCommand,
  createNamespaceCommand,
  createPodDisruptionBudgetCommand,
  createPriorityClassCommand,
  createQuotaCommand,
  createRoleCommand,
  createRoleBindingCommand,
  createSecretCommand,
  createServiceCommand,
  createServiceAccountCommand,
  createTokenCommand,
];
