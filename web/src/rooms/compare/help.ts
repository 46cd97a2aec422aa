/** Plain words for the controls of the compare room. */

export const HELP = {
  networks: "The networks that do the same work: artificial ones, brains of spiking cells, and simple methods as a yardstick. Point at a name for a line about it.",
  protocols: "What is measured of each network, all by the same rules: how often it is right, how that suffers from noise, what it costs. Point at a name for a line about it.",
  task: "The images that all networks learn from and are tested on. None sees the test images while it learns.",
  seeds: "How often everything is repeated, each time with another seed, that is, other first weights and another order. The 95 % interval of each mean comes from these.",
  budget: "Quick takes 2000 images to learn from and 1000 to be tested on, and cuts work that takes long; where it did, the table says so. Full takes all.",
  run: "Measures network by network; the table fills meanwhile. Everything finished is kept: after Cancel, or with more chosen, only what is missing is measured.",
} as const;
