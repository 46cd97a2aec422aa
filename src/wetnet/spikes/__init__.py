"""Spike trains: statistics, distances, generators. A train is an array of times in ms, in order."""

from wetnet.spikes.distances import van_rossum as van_rossum
from wetnet.spikes.distances import victor_purpura as victor_purpura
from wetnet.spikes.generators import poisson as poisson
from wetnet.spikes.statistics import coefficient_of_variation as coefficient_of_variation
from wetnet.spikes.statistics import fano_factor as fano_factor
from wetnet.spikes.statistics import intervals as intervals
from wetnet.spikes.statistics import local_variation as local_variation
from wetnet.spikes.statistics import local_variation_2 as local_variation_2
from wetnet.spikes.statistics import rate as rate
