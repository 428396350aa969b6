export { modelDocument } from '../../../../src-main/contract/model-records.ts';
export { largestStack, modelSpecSchema } from '../../../../src-main/contract/spec-schemas.ts';
