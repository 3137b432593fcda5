export { invalid, problem, type FieldError } from '#data/contract/problem.ts';
