import type { CommandEntry } from './command.ts';

/** Each command's file is imported only when that command is called, so that starting up stays quick. */
export const commandList: readonly CommandEntry[] = [
  {
    name: 'train',
    summary: 'trains a network on texts, tokens with tags or numbers',
    load: async () => (await import('./commands/train.ts')).train,
  },
  {
    name: 'init',
    summary: 'writes a training as a file, with comments, to begin from',
    load: async () => (await import('./commands/init.ts')).init,
  },
  {
    name: 'schema',
    summary: 'writes the JSON Schema of training files, for editors',
    load: async () => (await import('./commands/schema.ts')).schema,
  },
  {
    name: 'recipe',
    summary: 'tells what train would choose for a time, and why',
    load: async () => (await import('./commands/recipe.ts')).recipe,
  },
  {
    name: 'lr-find',
    summary: 'looks for a learning rate by a short training of which nothing is kept',
    load: async () => (await import('./commands/lr-find.ts')).lrFind,
  },
  {
    name: 'resume',
    summary: 'goes on with a run that was stopped or interrupted',
    load: async () => (await import('./commands/resume.ts')).resume,
  },
  {
    name: 'branch',
    summary: 'trains on from a checkpoint of a run, with other settings',
    load: async () => (await import('./commands/branch.ts')).branch,
  },
  {
    name: 'sweep',
    summary: 'trains with several values of some settings, and tells the best',
    load: async () => (await import('./commands/sweep.ts')).sweep,
  },
  {
    name: 'queue',
    summary: 'lists the runs that wait, and changes their order and times',
    load: async () => (await import('./commands/queue.ts')).queue,
  },
  {
    name: 'doctor',
    summary: 'tells what is wrong with a training, and what would mend it',
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  {
    name: 'repeat',
    summary: 'trains a run again with other seeds, and tells mean and interval',
    load: async () => (await import('./commands/repeat.ts')).repeat,
  },
  {
    name: 'generate',
    summary: 'writes text with a trained run',
    load: async () => (await import('./commands/generate.ts')).generate,
  },
  {
    name: 'tag',
    summary: 'tells a tag for each word with a trained tagger',
    load: async () => (await import('./commands/tag.ts')).tag,
  },
  {
    name: 'forecast',
    summary: 'tells the numbers that are yet to come, with their bands',
    load: async () => (await import('./commands/forecast.ts')).forecast,
  },
  {
    name: 'backtest',
    summary: 'compares a forecaster with simple methods, and says which is better',
    load: async () => (await import('./commands/backtest.ts')).backtest,
  },
  {
    name: 'anomalies',
    summary: 'finds the values that a forecaster does not expect',
    load: async () => (await import('./commands/anomalies.ts')).anomalies,
  },
  {
    name: 'classify',
    summary: 'tells a class for each text or series of a file',
    load: async () => (await import('./commands/classify.ts')).classify,
  },
  {
    name: 'predict',
    summary: 'asks a trained network about what is typed',
    load: async () => (await import('./commands/predict.ts')).predict,
  },
  {
    name: 'explain',
    summary: 'tells which parts of a text a prediction comes from',
    load: async () => (await import('./commands/explain.ts')).explain,
  },
  {
    name: 'embedding-map',
    summary: 'shows how a network arranges the tokens that it reads',
    load: async () => (await import('./commands/embedding-map.ts')).embeddingMap,
  },
  {
    name: 'evaluate',
    summary: 'compares a trained network with a file of its own',
    load: async () => (await import('./commands/evaluate.ts')).evaluate,
  },
  {
    name: 'export',
    summary: 'takes a trained network or a whole run elsewhere, with proof',
    load: async () => (await import('./commands/export.ts')).exportCommand,
  },
  {
    name: 'report',
    summary: 'writes a document about a run, or about several that are compared',
    load: async () => (await import('./commands/report.ts')).report,
  },
  {
    name: 'import',
    summary: 'makes a dataset of files, archives or folders, or a run of a model file',
    load: async () => (await import('./commands/import.ts')).importCommand,
  },
  {
    name: 'datasets',
    summary: 'lists the datasets, adds samples, writes and deletes',
    load: async () => (await import('./commands/datasets.ts')).datasets,
  },
  {
    name: 'networks',
    summary: 'lists the trained networks that come with the studio',
    load: async () => (await import('./commands/networks.ts')).networks,
  },
  {
    name: 'runs',
    summary: 'lists the runs in the data folder',
    load: async () => (await import('./commands/runs.ts')).runs,
  },
  {
    name: 'checkpoints',
    summary: 'lists the checkpoints of a run and their room, and keeps some',
    load: async () => (await import('./commands/checkpoints.ts')).checkpoints,
  },
  {
    name: 'trash',
    summary: 'lists what was deleted last, and brings it back',
    load: async () => (await import('./commands/trash.ts')).trash,
  },
  {
    name: 'backup',
    summary: 'writes everything into one file, and proves it whole',
    load: async () => (await import('./commands/backup.ts')).backup,
  },
  {
    name: 'check',
    summary: 'compares everything with what was saved',
    load: async () => (await import('./commands/check.ts')).check,
  },
  {
    name: 'serve',
    summary: 'serves the studio to a browser',
    load: async () => (await import('./commands/serve.ts')).serve,
  },
  {
    name: 'tokens',
    summary: 'gives others access to a served studio, and takes it back',
    load: async () => (await import('./commands/tokens.ts')).tokens,
  },
  {
    name: 'notify',
    summary: 'tells you elsewhere when trainings end, by webhook, ntfy, e-mail or a program',
    load: async () => (await import('./commands/notify.ts')).notify,
  },
  {
    name: 'summary',
    summary: 'shows the layers, shapes and parameters of a model',
    load: async () => (await import('./commands/summary.ts')).summary,
  },
  {
    name: 'lesson',
    summary: 'runs the experiment of a lesson: what networks do, in numbers',
    load: async () => (await import('./commands/lesson.ts')).lesson,
  },
  {
    name: 'completion',
    summary: 'writes the completion of commands and options for a shell',
    load: async () => (await import('./commands/completion.ts')).completionOf(commandList),
  },
  {
    name: 'info',
    summary: 'shows versions, backends and folders',
    load: async () => (await import('./commands/info.ts')).info,
  },
];
