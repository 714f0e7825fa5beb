using Xunit;

namespace DeepWonder3D.Tests.Models;

/// <summary>Tests that change the process's environment, which no other test may see.</summary>
[CollectionDefinition(nameof(ProcessEnvironment), DisableParallelization = true)]
public sealed class ProcessEnvironment;
