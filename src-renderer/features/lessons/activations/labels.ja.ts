import type { LabelsLike } from '../lesson-page.ts';
import type { labels as en } from './labels.en.ts';

export const labels: LabelsLike<typeof en> = {
  controls: { layers: '続けて通る関数の数', difference: '差分商の差 h' },
  figures: {
    sigmoidSteepest: 'シグモイドの最大の傾き',
    tanhSteepest: 'tanh の最大の傾き',
    sigmoidLeft: 'シグモイドを通った後に残る勾配',
    tanhLeft: 'tanh を通った後に残る勾配',
    largestGap: '傾きと差分商の差の最大値',
  },
  charts: {
    slopes: { title: 'エンジンが計算する傾き', x: 'x', y: '傾き' },
    left: { title: '残る勾配', x: '通った関数の数', y: '残る勾配の割合' },
  },
  curves: {
    sigmoidSlope: 'シグモイド',
    tanhSlope: 'tanh',
    softsignSlope: 'softsign',
    sigmoidQuotient: 'シグモイドの差分商',
    sigmoidGradient: 'シグモイド',
    tanhGradient: 'tanh',
    softsignGradient: 'softsign',
  },
  prediction: { label: 'シグモイドの傾き' },
  picture: {
    title: '{name}。x = {x} での値は {value} です。接線が、そこでの傾きを表します。',
    titleWithSlope: '{name}。x = {x} での値は {value}、傾きは {slope} です。',
    function: '関数',
    input: '入力 x',
    sentence: 'f({x}) = {value}',
    sentenceWithSlope: 'f({x}) = {value}、f′({x}) = {slope}',
    value: 'f(x)',
    tangent: '接線',
    slope: 'f′(x)',
  },
  names: {
    sigmoid: 'シグモイド',
    tanh: 'tanh',
    softsign: 'softsign',
    relu: 'ReLU',
    hard_sigmoid: 'ハードシグモイド',
  },
  explorer: '関数と、実験のゲートに入る値',
  explorerNote:
    'このスタジオで学習した実験では、ゲートに入った値の分布も見られます。付属のネットワークには、その記録がありません。',
};
