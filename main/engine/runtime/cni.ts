/** Where network plugins put their configurations: without one there is no network for Pods. */
export const CNI_DIRECTORY = '/etc/cni/net.d';
