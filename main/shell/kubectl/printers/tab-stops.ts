// Models staging/src/k8s.io/cli-runtime/pkg/printers/tabwriter.go (v1.35): how kubectl sets its tables.
export const TAB_STOPS = { minWidth: 6, padding: 3 };
