import { expect, test } from 'vitest';
import { parseVariableName } from '../../../src-engine/interchange/keras/variable-name.ts';

test.each([
  ['lstm_1/lstm_1/kernel:0', 'lstm_1', null, 'kernel'],
  ['lstm/lstm_cell_3/recurrent_kernel:0', 'lstm', null, 'recurrent_kernel'],
  ['dense_1/bias_2:0', 'dense_1', null, 'bias'],
  ['bidirectional_1/forward_gru/gru_cell/bias:0', 'bidirectional_1', 'forward', 'bias'],
  ['sequential/bidirectional/backward_lstm/lstm_cell/kernel', 'bidirectional', 'backward', 'kernel'],
  // A layer that is called like a direction, and scopes that TensorFlow has made unlike the layer's name.
  ['forward_pass/backward_lstm/kernel:0', 'forward_pass', 'backward', 'kernel'],
  ['bidirectional_1_1/forward_lstm/kernel:0', 'bidirectional_1', 'forward', 'kernel'],
  ['forward/embeddings:0', 'embedding', null, 'embeddings'],
])('Keras’ %s of the layer %s', (path, layer, direction, variable) => {
  expect(parseVariableName(path, layer)).toEqual({ direction, variable });
});
