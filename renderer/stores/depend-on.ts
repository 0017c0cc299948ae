/** Inside `$effect` or `$derived`: run again when any of these changes. That they were read is all that it does. */
export function dependOn(..._values: readonly unknown[]): void {
  // Reading has happened in the call.
}
