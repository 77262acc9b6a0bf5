from setuptools import Extension, setup

setup(ext_modules=[Extension("sample_extension", ["sample_extension.c"])])
