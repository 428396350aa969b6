// Generated from the contract of the HTTP API: npm run clients

export interface RequestOptions {
  signal?: AbortSignal;
}
export type ListModelsOutput = {
  object: 'list';
  data: {
    id: string;
    object: 'model';
    created: number;
    owned_by: 'kioku';
    run: string;
    task: 'language-model' | 'classification' | 'tagging' | 'regression';
    parameters: number;
  }[];
};
export type GetModelInput = { /** The name or id of a run. */ model: string };
export type GetModelOutput = {
  id: string;
  object: 'model';
  created: number;
  owned_by: 'kioku';
  run: string;
  task: 'language-model' | 'classification' | 'tagging' | 'regression';
  parameters: number;
};
export type CompleteInput = {
  /** The name or id of a run of a language model. */ model: string;
  /** The text to continue, or several; nothing begins a new text. */ prompt?: string | string[] | null;
  /** Tokens to write; 16 if left out. */ max_tokens?: number | null;
  /** 0 takes the likeliest token; 1 if left out. */ temperature?: number | null;
  top_p?: number | null;
  /** Continuations of each prompt. */ n?: number | null;
  /** Only the value of n. */ best_of?: number | null;
  /** Sends parts as they are written, as server-sent events. */ stream?: boolean | null;
  stream_options?: { include_usage?: boolean } | null;
  /** The number of likeliest tokens whose log-probabilities are told beside each token. */ logprobs?: number | null;
  /** Begins each text with the prompt. */ echo?: boolean | null;
  /** Texts that end the writing, and are left out. */ stop?: string | string[] | null;
  /** The same seed gives the same texts; chance chooses one if left out. */ seed?: number | null;
  /** Keeps the k likeliest tokens; 0 keeps all. */ top_k?: number | null;
  min_p?: number | null;
  repetition_penalty?: number | null;
  /** The id of a checkpoint; the best one if left out. */ checkpoint?: string | null;
  /** bf16 rounds the matrices to 16 bits, so that half as much memory is read for a token; two layers of 512 units, 12.7 MB of weights, wrote one text twice as fast. It may become another one. float32 if left out. */ weights?:
    'float32' | 'bf16' | null;
  suffix?: null;
  presence_penalty?: 0 | null;
  frequency_penalty?: 0 | null;
  logit_bias?: { [name: string]: never } | null;
  user?: string | null;
};
export type CompleteOutput = {
  id: string;
  object: 'text_completion';
  created: number;
  model: string;
  choices: {
    text: string;
    index: number;
    logprobs: {
      tokens: string[];
      token_logprobs: (number | null)[];
      top_logprobs: ({ [name: string]: number } | null)[] | null;
      text_offset: number[];
    } | null;
    finish_reason: 'stop' | 'length' | null;
  }[];
  usage?: { prompt_tokens: number; completion_tokens: number; total_tokens: number } | null;
  system_fingerprint?: string;
};
export type ClassifyInput = {
  /** The name or id of a run. */ model: string;
  /** A text, or several. */ input: string | string[];
  /** The likeliest classes that are told; all if left out. */ top?: number | null;
  /** The id of a checkpoint; the best one if left out. */ checkpoint?: string | null;
};
export type ClassifyOutput = {
  object: 'list';
  model: string;
  data: {
    object: 'classification';
    index: number;
    label: string;
    probability: number;
    classes: { label: string; probability: number }[];
  }[];
};
export type TagInput = {
  /** The name or id of a run. */ model: string;
  /** A sentence, or several; each is a text that is cut into words here, or a list of words. */ input:
    string | (string | string[])[];
  /** The id of a checkpoint; the best one if left out. */ checkpoint?: string | null;
};
export type TagOutput = {
  object: 'list';
  model: string;
  data: {
    object: 'tagging';
    index: number;
    tokens: { token: string; tag: string; probability: number; known: boolean }[];
  }[];
};
export type ForecastInput = {
  /** The name or id of a run of a forecaster. */ model: string;
  /** New rows of the table that the network was trained on, by the names of its columns. They follow its rows, or replace those of the same time. The forecast goes on from the last row. */ rows?:
    { [name: string]: number | string | null }[] | null;
  /** The series to forecast; all if left out. */ series?: string | null;
  /** Rows to forecast; as many as the network was trained for if left out. */ horizon?: number | null;
  /** Values of columns that are known in advance, from the first row that is forecast on. */ known_ahead?:
    { column: string; values: (number | string | null)[] }[] | null;
  checkpoint?: string | null;
};
export type ForecastOutput = {
  object: 'list';
  model: string;
  band: number | null;
  data: {
    series: string | null;
    column: string;
    points: { time: string | number; value: number; low: number | null; high: number | null }[];
    object: 'forecast';
  }[];
};
export type EmbedInput = {
  /** The name or id of a run. */ model: string;
  input: string | string[];
  /** The hidden state after the last token, which is used if left out, or the mean over all tokens. */ pooling?:
    'last' | 'mean' | null;
  /** Numbers, or little-endian float32 in base64. */ encoding_format?: 'float' | 'base64' | null;
  dimensions?: null;
  user?: string | null;
  /** The id of a checkpoint; the best one if left out. */ checkpoint?: string | null;
};
export type EmbedOutput = {
  object: 'list';
  model: string;
  data: { object: 'embedding'; index: number; embedding: number[] | string }[];
  usage: { prompt_tokens: number; total_tokens: number };
};
export type ListDatasetsOutput = {
  object: 'list';
  data: { id: string; object: 'dataset'; name: string; kind: string; bytes: number; created: number }[];
};
export type ListRunsInput = {
  state?: 'queued' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed' | 'diverged' | 'interrupted';
  /** The newest come first. */ limit?: number;
};
export type ListRunsOutput = {
  object: 'list';
  data: {
    id: string;
    object: 'run';
    name: string;
    state: 'queued' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed' | 'diverged' | 'interrupted';
    task: 'language-model' | 'classification' | 'tagging' | 'regression';
    dataset: { id: string; name: string };
    parameters: number;
    created: number;
    step: number;
    total_steps: number | null;
    epoch: number;
    train_loss: number | null;
    validation_loss: number | null;
    best_validation_loss: number | null;
    best_epoch: number | null;
    tokens_per_second: number | null;
    elapsed_ms: number;
    remaining_ms: number | null;
    tags: string[];
    error: { code: string; message: string } | null;
  }[];
  has_more: boolean;
};
export type StartRunInput = {
  /** The name or id of a dataset. */ dataset: string;
  name?: string;
  /** The network to train; the usual one for the data if left out. */ preset?: string | null;
  /** A network of your own, in the place of a preset. */ model?: {
    task?: 'language-model' | 'classification' | 'tagging' | 'regression';
    input: { kind: 'tokens'; vocabularySize: number } | { kind: 'features'; size: number };
    layers: (
      | { type: 'one_hot'; id?: string }
      | {
          type: 'embedding';
          dim: number;
          trainable?: boolean;
          initializer?:
            'xavier_uniform' | 'xavier_normal' | 'he_uniform' | 'he_normal' | 'orthogonal' | 'uniform' | 'zeros';
          id?: string;
        }
      | {
          type: 'simple_rnn';
          units: number;
          activation?: 'tanh' | 'softsign' | 'relu';
          returnSequences?: boolean;
          bidirectional?: 'concat' | 'sum' | null;
          recurrentDropout?: number;
          kernelInitializer?:
            'xavier_uniform' | 'xavier_normal' | 'he_uniform' | 'he_normal' | 'orthogonal' | 'uniform' | 'zeros';
          recurrentInitializer?:
            'xavier_uniform' | 'xavier_normal' | 'he_uniform' | 'he_normal' | 'orthogonal' | 'uniform' | 'zeros';
          id?: string;
        }
      | {
          type: 'lstm';
          units: number;
          activation?: 'tanh' | 'softsign' | 'relu';
          returnSequences?: boolean;
          bidirectional?: 'concat' | 'sum' | null;
          recurrentDropout?: number;
          kernelInitializer?:
            'xavier_uniform' | 'xavier_normal' | 'he_uniform' | 'he_normal' | 'orthogonal' | 'uniform' | 'zeros';
          recurrentInitializer?:
            'xavier_uniform' | 'xavier_normal' | 'he_uniform' | 'he_normal' | 'orthogonal' | 'uniform' | 'zeros';
          recurrentActivation?: 'sigmoid' | 'hard_sigmoid';
          forgetBias?: number;
          id?: string;
        }
      | {
          type: 'gru';
          units: number;
          activation?: 'tanh' | 'softsign' | 'relu';
          returnSequences?: boolean;
          bidirectional?: 'concat' | 'sum' | null;
          recurrentDropout?: number;
          kernelInitializer?:
            'xavier_uniform' | 'xavier_normal' | 'he_uniform' | 'he_normal' | 'orthogonal' | 'uniform' | 'zeros';
          recurrentInitializer?:
            'xavier_uniform' | 'xavier_normal' | 'he_uniform' | 'he_normal' | 'orthogonal' | 'uniform' | 'zeros';
          recurrentActivation?: 'sigmoid' | 'hard_sigmoid';
          id?: string;
        }
      | {
          type: 'min_gru';
          units: number;
          returnSequences?: boolean;
          bidirectional?: 'concat' | 'sum' | null;
          kernelInitializer?:
            'xavier_uniform' | 'xavier_normal' | 'he_uniform' | 'he_normal' | 'orthogonal' | 'uniform' | 'zeros';
          id?: string;
        }
      | {
          type: 'slstm';
          units: number;
          heads?: number;
          returnSequences?: boolean;
          bidirectional?: 'concat' | 'sum' | null;
          kernelInitializer?:
            'xavier_uniform' | 'xavier_normal' | 'he_uniform' | 'he_normal' | 'orthogonal' | 'uniform' | 'zeros';
          id?: string;
        }
      | { type: 'dropout'; rate: number; id?: string }
      | { type: 'layer_norm'; epsilon?: number; id?: string }
      | { type: 'mean_pooling'; id?: string }
      | { type: 'max_pooling'; id?: string }
      | {
          type: 'attention_pooling';
          units: number;
          kernelInitializer?:
            'xavier_uniform' | 'xavier_normal' | 'he_uniform' | 'he_normal' | 'orthogonal' | 'uniform' | 'zeros';
          id?: string;
        }
      | {
          type: 'dense';
          units: number;
          kernelInitializer?:
            'xavier_uniform' | 'xavier_normal' | 'he_uniform' | 'he_normal' | 'orthogonal' | 'uniform' | 'zeros';
          tied?: boolean;
          id?: string;
        }
      | {
          type: 'activation';
          activation: 'tanh' | 'softsign' | 'relu' | 'sigmoid' | 'hard_sigmoid' | 'linear' | 'softmax';
          id?: string;
        }
    )[];
    forecast?: {
      window: number | null;
      horizon: number | null;
      targets: number;
      head: { type: 'quantiles'; levels: number[] } | { type: 'gaussian' } | { type: 'value' };
    };
  } | null;
  tokenizer?:
    | {
        type: 'character';
        /** rarer characters or words become one unknown token */ minimumFrequency?: number;
        /** adds a token that begins and ends every document */ boundary?: boolean;
      }
    | {
        type: 'word';
        /** rarer characters or words become one unknown token */ minimumFrequency?: number;
        /** adds a token that begins and ends every document */ boundary?: boolean;
        /** whose rules cut words: en, ja, pt-BR… */ locale: string;
        /** makes no tokens of the white space between words */ leavesOutBlanks?: boolean;
      }
    | {
        type: 'byte';
        /** rarer characters or words become one unknown token */ minimumFrequency?: number;
        /** adds a token that begins and ends every document */ boundary?: boolean;
      }
    | {
        type: 'bpe';
        /** rarer characters or words become one unknown token */ minimumFrequency?: number;
        /** adds a token that begins and ends every document */ boundary?: boolean;
        /** tokens that bpe learns, with the 256 bytes */ vocabularySize: number;
      };
  /** Training settings that differ from the usual ones. */ train?: {
    /** passes over the data */ epochs?: number;
    /** ends after this many optimizer steps; null means never before the last epoch */ maxSteps?: number | null;
    /** pieces of text that are read side by side */ batchSize?: number;
    /** tokens through which the error is sent back, or rows that a forecaster reads */ sequenceLength?: number;
    /** how gradients change the weights */ optimizer?:
      | { type: 'sgd'; /** the length of the optimizer’s steps */ learningRate: number }
      | {
          type: 'momentum';
          /** the length of the optimizer’s steps */ learningRate: number;
          /** how much of the last step goes into the next one */ momentum: number;
          /** takes the gradient where the momentum leads */ nesterov: boolean;
        }
      | {
          type: 'rmsprop';
          /** the length of the optimizer’s steps */ learningRate: number;
          /** how much of the mean of the squared gradients stays from step to step */ decay: number;
          /** a small number that keeps divisions from growing without bounds */ epsilon: number;
        }
      | {
          type: 'adagrad';
          /** the length of the optimizer’s steps */ learningRate: number;
          /** a small number that keeps divisions from growing without bounds */ epsilon: number;
        }
      | {
          type: 'adam';
          /** the length of the optimizer’s steps */ learningRate: number;
          /** how much of the mean of the gradients stays from step to step */ beta1: number;
          /** how much of the mean of their squares stays from step to step */ beta2: number;
          /** a small number that keeps divisions from growing without bounds */ epsilon: number;
        }
      | {
          type: 'adamw';
          /** the length of the optimizer’s steps */ learningRate: number;
          /** how much of the mean of the gradients stays from step to step */ beta1: number;
          /** how much of the mean of their squares stays from step to step */ beta2: number;
          /** a small number that keeps divisions from growing without bounds */ epsilon: number;
          /** the share of the rate by which weights shrink at each step */ weightDecay: number;
          /** lets the weight decay of adamw shrink biases too */ decayBiases?: boolean;
        };
    /** how the learning rate changes in the course of the training */ schedule?:
      | {
          type: 'constant';
          /** optimizer steps in which the rate rises from 0 to its full length */ warmupSteps?: number;
        }
      | {
          type: 'step';
          /** optimizer steps in which the rate rises from 0 to its full length */ warmupSteps?: number;
          /** epochs from one fall of the rate to the next */ everyEpochs: number;
          /** what the rate is multiplied by when it falls */ factor: number;
        }
      | {
          type: 'exponential';
          /** optimizer steps in which the rate rises from 0 to its full length */ warmupSteps?: number;
          /** what the rate is multiplied by at each epoch */ decayPerEpoch: number;
        }
      | {
          type: 'cosine';
          /** optimizer steps in which the rate rises from 0 to its full length */ warmupSteps?: number;
          /** the share of the rate that is left at the end */ finalFactor: number;
        }
      | {
          type: 'reduce-on-plateau';
          /** optimizer steps in which the rate rises from 0 to its full length */ warmupSteps?: number;
          /** epochs without an improvement before the rate falls */ patience: number;
          /** what the rate is multiplied by when it falls */ factor: number;
          /** the fall of the validation loss, in nats, that counts as an improvement */ minDelta: number;
        };
    /** how gradients that are too long are made shorter */ clip?:
      | { type: 'none' }
      | { type: 'norm'; /** the largest norm of all gradients together */ max: number }
      | { type: 'value'; /** the largest value of a gradient */ max: number };
    /** the coefficient of the penalty on large weights; 0 switches it off */ l2?: number;
    /** batches whose gradients are averaged before one optimizer step */ gradientAccumulation?: number;
    /** the share of the data that is held back to validate on */ validationFraction?: number;
    /** the version of the rules by which data becomes batches; 3 in new runs */ batching?: 1 | 2 | 3;
    /** ends the training when it does not get better; null means never */ earlyStopping?: {
      /** ends after so many epochs in which the validation loss did not improve */ patience: number;
      /** the fall of the validation loss, in nats, that counts as an improvement */ minDelta: number;
      /** puts the weights of the best epoch back at the end */ restoreBest: boolean;
      /** lets a run that ends in the middle of an epoch be at its best there */ judgesEnd?: boolean;
    } | null;
    /** how much each class counts, in the order of kioku import; null means all the same */ classWeights?:
      number[] | null;
    /** share of every target that is spread over all classes or tokens */ labelSmoothing?: number;
    /** when checkpoints are saved, and which of them stay */ checkpoints?: {
      /** saves a checkpoint after each epoch */ everyEpoch: boolean;
      /** saves one after so many optimizer steps; null means not by steps */ everySteps: number | null;
      /** saves one after so many minutes; null means not by time */ everyMinutes: number | null;
      /** the latest ones that stay while there is room */ keepLast: number;
      /** the best ones that stay while there is room */ keepBest: number;
      /** the bytes that all checkpoints of the run may take */ spaceBytes?: number;
    };
    /** decides all that is random: the same seed trains the same network */ seed?: number;
    /** what computes: wasm (WebAssembly on all cores, in float32), reference (exact and slow, in float64) */ backend?:
      'auto' | 'wasm' | 'reference';
    /** the build of its kernels (the fastest of this machine if left out) */ variant?:
      | 'native'
      | 'native-avx512'
      | 'native-avx2'
      | 'native-neon'
      | 'native-accelerate'
      | 'revectorized'
      | 'relaxed'
      | 'baseline';
    /** threads that compute, which change no bit; null means as suits the machine */ threads?: number | null;
  };
  horizon?: number;
  window?: number;
};
export type StartRunOutput = {
  id: string;
  object: 'run';
  name: string;
  state: 'queued' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed' | 'diverged' | 'interrupted';
  task: 'language-model' | 'classification' | 'tagging' | 'regression';
  dataset: { id: string; name: string };
  parameters: number;
  created: number;
  step: number;
  total_steps: number | null;
  epoch: number;
  train_loss: number | null;
  validation_loss: number | null;
  best_validation_loss: number | null;
  best_epoch: number | null;
  tokens_per_second: number | null;
  elapsed_ms: number;
  remaining_ms: number | null;
  tags: string[];
  error: { code: string; message: string } | null;
};
export type GetRunInput = { /** The name or id of a run. */ run: string };
export type GetRunOutput = {
  id: string;
  object: 'run';
  name: string;
  state: 'queued' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed' | 'diverged' | 'interrupted';
  task: 'language-model' | 'classification' | 'tagging' | 'regression';
  dataset: { id: string; name: string };
  parameters: number;
  created: number;
  step: number;
  total_steps: number | null;
  epoch: number;
  train_loss: number | null;
  validation_loss: number | null;
  best_validation_loss: number | null;
  best_epoch: number | null;
  tokens_per_second: number | null;
  elapsed_ms: number;
  remaining_ms: number | null;
  tags: string[];
  error: { code: string; message: string } | null;
};
export type RunMetricsInput = {
  /** The name or id of a run. */ run: string;
  after_step?: number;
  /** About so many steps are told at most, with the lowest and highest losses among them. */ max_points?: number;
};
export type RunMetricsOutput = {
  object: 'run.metrics';
  run: string;
  steps: {
    step: number;
    epoch: number;
    loss: number;
    gradient_norm: number;
    learning_rate: number;
    tokens_per_second: number;
    elapsed_ms: number;
  }[];
  epochs: {
    epoch: number;
    step: number;
    train_loss: number;
    validation_loss: number | null;
    validation_accuracy: number | null;
    scores: { [name: string]: number };
    tokens_per_second: number;
    elapsed_ms: number;
  }[];
};
export type PauseRunInput = { /** The name or id of a run. */ run: string };
export type PauseRunOutput = {
  id: string;
  object: 'run';
  name: string;
  state: 'queued' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed' | 'diverged' | 'interrupted';
  task: 'language-model' | 'classification' | 'tagging' | 'regression';
  dataset: { id: string; name: string };
  parameters: number;
  created: number;
  step: number;
  total_steps: number | null;
  epoch: number;
  train_loss: number | null;
  validation_loss: number | null;
  best_validation_loss: number | null;
  best_epoch: number | null;
  tokens_per_second: number | null;
  elapsed_ms: number;
  remaining_ms: number | null;
  tags: string[];
  error: { code: string; message: string } | null;
};
export type ResumeRunInput = { /** The name or id of a run. */ run: string };
export type ResumeRunOutput = {
  id: string;
  object: 'run';
  name: string;
  state: 'queued' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed' | 'diverged' | 'interrupted';
  task: 'language-model' | 'classification' | 'tagging' | 'regression';
  dataset: { id: string; name: string };
  parameters: number;
  created: number;
  step: number;
  total_steps: number | null;
  epoch: number;
  train_loss: number | null;
  validation_loss: number | null;
  best_validation_loss: number | null;
  best_epoch: number | null;
  tokens_per_second: number | null;
  elapsed_ms: number;
  remaining_ms: number | null;
  tags: string[];
  error: { code: string; message: string } | null;
};
export type StopRunInput = { /** The name or id of a run. */ run: string };
export type StopRunOutput = {
  id: string;
  object: 'run';
  name: string;
  state: 'queued' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed' | 'diverged' | 'interrupted';
  task: 'language-model' | 'classification' | 'tagging' | 'regression';
  dataset: { id: string; name: string };
  parameters: number;
  created: number;
  step: number;
  total_steps: number | null;
  epoch: number;
  train_loss: number | null;
  validation_loss: number | null;
  best_validation_loss: number | null;
  best_epoch: number | null;
  tokens_per_second: number | null;
  elapsed_ms: number;
  remaining_ms: number | null;
  tags: string[];
  error: { code: string; message: string } | null;
};
export interface Operations {
  /** Lists the networks that can be used: GET /v1/models */
  listModels(input?: Record<string, never>, options?: RequestOptions): Promise<ListModelsOutput>;
  /** Describes a network: GET /v1/models/{model} */
  getModel(input: GetModelInput, options?: RequestOptions): Promise<GetModelOutput>;
  /** Lets a language model continue texts: POST /v1/completions */
  complete(input: CompleteInput, options?: RequestOptions): Promise<CompleteOutput>;
  /** Tells the classes of texts: POST /v1/classify */
  classify(input: ClassifyInput, options?: RequestOptions): Promise<ClassifyOutput>;
  /** Tells a tag for each word of sentences: POST /v1/tag */
  tag(input: TagInput, options?: RequestOptions): Promise<TagOutput>;
  /** Goes on with numbers over time: POST /v1/forecast */
  forecast(input: ForecastInput, options?: RequestOptions): Promise<ForecastOutput>;
  /** Represents texts by hidden states: POST /v1/embeddings */
  embed(input: EmbedInput, options?: RequestOptions): Promise<EmbedOutput>;
  /** Lists the datasets: GET /v1/datasets */
  listDatasets(input?: Record<string, never>, options?: RequestOptions): Promise<ListDatasetsOutput>;
  /** Lists the trainings, the newest first: GET /v1/runs */
  listRuns(input: ListRunsInput, options?: RequestOptions): Promise<ListRunsOutput>;
  /** Starts a training, or queues it: POST /v1/runs */
  startRun(input: StartRunInput, options?: RequestOptions): Promise<StartRunOutput>;
  /** Describes a training: GET /v1/runs/{run} */
  getRun(input: GetRunInput, options?: RequestOptions): Promise<GetRunOutput>;
  /** Tells the course of a training: GET /v1/runs/{run}/metrics */
  runMetrics(input: RunMetricsInput, options?: RequestOptions): Promise<RunMetricsOutput>;
  /** Pauses a training: POST /v1/runs/{run}/pause */
  pauseRun(input: PauseRunInput, options?: RequestOptions): Promise<PauseRunOutput>;
  /** Goes on with a training: POST /v1/runs/{run}/resume */
  resumeRun(input: ResumeRunInput, options?: RequestOptions): Promise<ResumeRunOutput>;
  /** Ends a training early: POST /v1/runs/{run}/stop */
  stopRun(input: StopRunInput, options?: RequestOptions): Promise<StopRunOutput>;
}
