/**
 * What a process of its own inherits: where programs are and where compiled code is kept, and none of
 * the settings of whoever runs the tests.
 */
export const bareEnv = () => ({
  PATH: process.env['PATH'] ?? '',
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '',
});
