export type TensorType = 'float' | 'int32';

export interface Tensor {
  readonly shape: readonly number[];
  readonly size: number;
  readonly type: TensorType;
}
